import Engine
import Foundation
import Journal
import Project

/// A file's columns against those of the files before it: new, missing and retyped ones, each by the source's setting.
struct ColumnDrift {
  let session: LakeSession
  let source: SourceDefinition
  /// The files loaded before, at most the thousand newest.
  let earlier: [ManifestRecord]

  /// Throws when a setting says `fail`; otherwise returns what is to be recorded.
  func check(_ contents: FileContents, file: String) throws -> [NewSchemaDrift] {
    guard let last = Self.neighbour(of: file, among: earlier) else { return [] }
    let known = Set(source.columns ?? earlier.flatMap(\.columns))
    let found = Set(contents.columns)
    // A full load may say nothing of operations, and its rows are inserts.
    let operation = source.changes?.operation
    var events = contents.columns.filter { !known.contains($0) && $0 != operation }.map {
      event(.new, $0, file, source.onNewColumn)
    }
    events += last.columns.filter { !found.contains($0) && $0 != operation }.map {
      event(.missing, $0, file, source.onMissingColumn)
    }
    events += try retyped(contents, last, file)
    let failures = events.filter { $0.reaction == .fail }
    guard failures.isEmpty else {
      throw LakeError(
        "ColumnsWrong",
        "\(file): \(failures.map(\.text).joined(separator: "; ")). Deliver the file again, or change on_…_column of source “\(source.name)”"
      )
    }
    return events
  }

  /// The file before this one by name, else the one after it: a file that comes late is held against its own time, and
  /// does not lack the columns that only later files have.
  private static func neighbour(of file: String, among earlier: [ManifestRecord]) -> ManifestRecord? {
    let before = earlier.filter { $0.name < file }.max { $0.name < $1.name }
    return before ?? earlier.min { $0.name < $1.name }
  }

  /// Held against all files before this one by name, so that a column that had both kinds is not told at each turn; a file
  /// that comes before all others against the next one.
  private func retyped(_ contents: FileContents, _ last: ManifestRecord, _ file: String) throws -> [NewSchemaDrift] {
    let isDeclared = source.format == .parquet
    let before = earlier.filter { $0.name < file }
    let known = isDeclared ? [last] : before.isEmpty ? [last] : before
    var kinds: [String: ColumnKind] = [:]
    for manifest in known {
      for (column, kind) in try self.kinds(manifest, isNeighbour: manifest == last) {
        kinds[column] = (kinds[column] ?? .empty).joined(kind)
      }
    }
    return contents.columns.compactMap { column in
      guard let old = kinds[column], let new = contents.types[column].map(kind),
        old.isRetyped(to: new, isDeclared: isDeclared)
      else { return nil }
      var event = event(.retyped, column, file, source.onRetypedColumn)
      event.declared = old.rawValue
      event.found = new.rawValue
      return event
    }
  }

  private func kind(_ type: String) -> ColumnKind {
    source.format == .parquet ? ColumnKind(parquetType: type) : ColumnKind(rawValue: type) ?? .empty
  }

  /// A file that was loaded when nobody noted kinds is looked at again where it is the neighbour.
  private func kinds(_ manifest: ManifestRecord, isNeighbour: Bool) throws -> [String: ColumnKind] {
    if !manifest.types.isEmpty || !isNeighbour { return manifest.types.mapValues(kind) }
    guard source.format != .parquet else {
      return try ParquetColumns(session: session).types(of: manifest).mapValues(kind)
    }
    let file = try BronzeFile(manifest, source: source, in: session.workspace)
    return BronzeFile.kinds(file.bytes, source: source, blocks: file.blocks, columns: file.columns)
  }

  private func event(
    _ kind: SchemaDriftKind, _ column: String, _ file: String, _ action: SourceDefinition.DriftAction
  ) -> NewSchemaDrift {
    let reaction: SchemaDriftReaction =
      switch action {
      case .accept: .accept
      case .warn: .warn
      case .fail: .fail
      }
    return NewSchemaDrift(source: source.name, kind: kind, column: column, file: file, reaction: reaction)
  }
}

extension NewSchemaDrift {
  var text: String {
    switch kind {
    case .new: "the column “\(column)” is new"
    case .missing: "the column “\(column)” is missing"
    case .retyped: "the column “\(column)” was \(declared ?? "?") and is \(found ?? "?")"
    }
  }
}
