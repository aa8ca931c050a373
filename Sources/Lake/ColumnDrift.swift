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
    var events = contents.columns.filter { !known.contains($0) }.map { event(.new, $0, file, source.onNewColumn) }
    events += last.columns.filter { !found.contains($0) }.map { event(.missing, $0, file, source.onMissingColumn) }
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

  /// The kinds of the neighbouring file are found again from its bytes: a manifest keeps columns, not kinds.
  private func retyped(_ contents: FileContents, _ last: ManifestRecord, _ file: String) throws -> [NewSchemaDrift] {
    guard source.format == .csv else { return [] }
    let before = try BronzeFile(last, source: source, in: session.workspace)
    let kinds = ColumnKind.sample(
      before.bytes, dialect: before.dialect, blocks: before.blocks, columns: before.columns)
    return contents.columns.compactMap { column in
      guard let old = kinds[column], let new = contents.kinds[column], old.isRetyped(to: new) else { return nil }
      var event = event(.retyped, column, file, source.onRetypedColumn)
      event.declared = old.rawValue
      event.found = new.rawValue
      return event
    }
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
