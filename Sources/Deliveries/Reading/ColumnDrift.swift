import Foundation
import Lake
import Ledger
import Project

/// A file's columns against those of the files before it: new, missing and retyped ones, each by the source's setting.
///
/// Files are judged over time. A column is missing where it stops coming: the file before has it, and so has the file after,
/// if there is one. What was delivered before a column began does not lack it, also when it is loaded later. In a source's
/// first load nobody knows the order in which its files came to be, so there a missing column is told and never refused, and
/// one that only some files have is written down and no warning.
struct ColumnDrift {
  let session: LakeSession
  let source: SourceDefinition
  let history: ColumnHistory
  private let names: ColumnNames

  init(session: LakeSession, source: SourceDefinition, history: ColumnHistory) {
    self.session = session
    self.source = source
    self.history = history
    names = ColumnNames(source)
  }

  /// Throws when a setting says `fail`; otherwise returns what is to be recorded.
  func check(_ contents: FileContents, file: String) throws -> [NewSchemaDrift] {
    let (before, after) = history.neighbours(of: file)
    guard let neighbour = before ?? after else { return [] }
    // A full load may say nothing of operations, and its rows are inserts.
    let operation = source.changes.map { ColumnNames.folded($0.operation) }
    let new = contents.columns.filter { !history.isKnown($0) && names.key($0) != operation }
    var events = new.map { event(.new, $0, file, onNew) }
    let isOther = new.count == contents.columns.count
    events += missing(contents, before, after).filter { names.key($0) != operation }
      .map { event(.missing, $0, file, isOther ? source.onMissingColumn : onMissing) }
    events += try retyped(contents, neighbour, hasBefore: before != nil, file)
    let failures = events.filter { $0.reaction == .fail }
    guard failures.isEmpty else {
      throw LakeError(.columnsWrong, "\(file): \(failures.map(\.text).joined(separator: "; ")). \(advice(failures))")
    }
    return events
  }

  private func advice(_ failures: [NewSchemaDrift]) -> String {
    let settings = Set(failures.map(\.kind.setting)).sorted().joined(separator: ", ")
    return "Deliver the file again, or change \(settings) of source “\(source.name)”"
  }

  /// In a first load a column is new to the alphabet and to nobody else.
  private var onNew: SourceDefinition.DriftAction {
    history.isFirstLoad && source.onNewColumn == .warn ? .accept : source.onNewColumn
  }

  /// Told in a first load, where a narrower file stands beside wider ones; one of other columns altogether is no narrower one.
  private var onMissing: SourceDefinition.DriftAction {
    history.isFirstLoad && source.onMissingColumn == .fail ? .warn : source.onMissingColumn
  }

  private func missing(
    _ contents: FileContents, _ before: ColumnHistory.Entry?, _ after: ColumnHistory.Entry?
  ) -> [String] {
    guard let before else { return [] }
    let found = Set(contents.columns.map(names.key))
    let kept = after.map { Set($0.columns.map(names.key)) }
    return before.columns.filter { column in
      let key = names.key(column)
      return !found.contains(key) && kept?.contains(key) ?? true
    }
  }

  /// Texts are held against all files before this one, so that a column that had both kinds is not told at each turn; a
  /// file that comes before all others against the next one. What Parquet declares is held against the neighbour.
  private func retyped(
    _ contents: FileContents, _ neighbour: ColumnHistory.Entry, hasBefore: Bool, _ file: String
  ) throws -> [NewSchemaDrift] {
    let isDeclared = source.format == .parquet
    var known = isDeclared || !hasBefore ? [:] : history.kinds(before: file)
    known.join(try kinds(of: neighbour), names)
    var found: [String: ValueKind] = [:]
    found.join(contents.types.mapValues { ValueKind($0, of: source) }, names)
    var seen: Set<String> = []
    return contents.columns.compactMap { column in
      let key = names.key(column)
      guard seen.insert(key).inserted, let old = known[key], let new = found[key],
        old.isRetyped(to: new, isDeclared: isDeclared)
      else { return nil }
      var event = event(.retyped, column, file, source.onRetypedColumn)
      event.declared = old.rawValue
      event.found = new.rawValue
      return event
    }
  }

  /// A file that was loaded when nobody noted kinds is looked at again where it is the neighbour.
  private func kinds(of entry: ColumnHistory.Entry) throws -> [String: ValueKind] {
    if !entry.kinds.isEmpty || entry.columns.isEmpty { return entry.kinds }
    guard let manifest = try session.journal.manifest(source: source.name, name: entry.name) else { return [:] }
    guard source.format != .parquet else {
      let path = session.workspace.fullPath(manifest)
      let noted = manifest.types
      let types = noted.isEmpty && !manifest.columns.isEmpty ? try session.compute.parquetTypes(path) : noted
      return types.mapValues { ValueKind($0, of: source) }
    }
    let file = BronzeFile(manifest, source: source, in: session.workspace)
    let opened = try file.open()
    return BronzeFile.kinds(opened.bytes, source: source, blocks: file.blocks, columns: file.columns)
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

extension SchemaDriftKind {
  fileprivate var setting: String { "on_\(rawValue)_column" }
}

extension NewSchemaDrift {
  package var text: String {
    switch kind {
    case .new: "the column “\(column)” is new"
    case .missing: "the column “\(column)” is missing"
    case .retyped: "the column “\(column)” was \(declared ?? "?") and is \(found ?? "?")"
    }
  }
}
