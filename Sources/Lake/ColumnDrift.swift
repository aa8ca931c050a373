import Engine
import Foundation
import Journal
import Project

/// A file's columns against those of the files before it: new, missing and retyped ones, each by the source's setting.
///
/// Files are judged over time. A column is missing where it stops coming: the file before has it, and so has the file after,
/// if there is one. What was delivered before a column began does not lack it, also when it is loaded later. In a source's
/// first load nobody knows the order in which its files came to be, so there a missing column is told and never refused.
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
    var events = contents.columns.filter { !history.isKnown($0) }.map { event(.new, $0, file, source.onNewColumn) }
    events += missing(contents, before, after).map { event(.missing, $0, file, onMissing) }
    events += try retyped(contents, neighbour, file)
    let failures = events.filter { $0.reaction == .fail }
    guard failures.isEmpty else {
      throw LakeError("ColumnsWrong", "\(file): \(failures.map(\.text).joined(separator: "; ")). \(advice(failures))")
    }
    return events
  }

  private func advice(_ failures: [NewSchemaDrift]) -> String {
    let settings = Set(failures.map(\.kind.setting)).sorted().joined(separator: ", ")
    return "Deliver the file again, or change \(settings) of source “\(source.name)”"
  }

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

  private func retyped(
    _ contents: FileContents, _ neighbour: ColumnHistory.Entry, _ file: String
  ) throws -> [NewSchemaDrift] {
    guard source.format == .csv else { return [] }
    let kinds = Dictionary(try kinds(of: neighbour).map { (names.key($0), $1) }) { first, _ in first }
    return contents.columns.compactMap { column in
      guard let old = kinds[names.key(column)], let new = contents.kinds[column], old.isRetyped(to: new) else {
        return nil
      }
      var event = event(.retyped, column, file, source.onRetypedColumn)
      event.declared = old.rawValue
      event.found = new.rawValue
      return event
    }
  }

  /// A manifest keeps columns, not kinds: those of a file that an earlier step loaded are found again from its bytes.
  private func kinds(of entry: ColumnHistory.Entry) throws -> [String: ColumnKind] {
    if let kinds = entry.kinds { return kinds }
    guard let manifest = try session.journal.manifest(source: source.name, name: entry.name) else { return [:] }
    let before = BronzeFile(manifest, source: source, in: session.workspace)
    let opened = try before.open()
    return ColumnKind.sample(opened.bytes, dialect: before.dialect, blocks: before.blocks, columns: before.columns)
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
  var text: String {
    switch kind {
    case .new: "the column “\(column)” is new"
    case .missing: "the column “\(column)” is missing"
    case .retyped: "the column “\(column)” was \(declared ?? "?") and is \(found ?? "?")"
    }
  }
}
