import Clocks
import DeltaLog
import JSON
import Ledger
import Project
import Words

/// One input of a model as it stands when the build starts: what can be read, and how far it goes.
package struct InputState {
  package enum Content {
    /// Original files, oldest first.
    case files([ManifestRecord])
    case delta(Snapshot)
    /// A Delta table that was never built.
    case absent
  }

  package let table: TableName
  package let content: Content
  /// Files that were loaded once and whose bytes are gone.
  package var lost: [ManifestRecord] = []
  /// How often rows of a source's files became others, all files counted: of a source, or of all that a table was made from
  /// when it was built.
  package var rereads: Int64 = 0
  /// How many of a source's files are withdrawn.
  package var withdrawn = 0
  /// Of a source of which nothing is left that is loaded: the files there were, whose columns models are still told.
  package var emptied: [ManifestRecord] = []

  /// What a bookmark holds for it once it was read.
  package func bookmarked(after before: InputPosition?) -> JSONValue {
    var position = position(after: before).json.objectValue ?? [:]
    if rereads > 0 { position["rereads"] = .int(rereads) }
    if withdrawn > 0 { position["withdrawn"] = .int(withdrawn) }
    return .object(position)
  }

  package var isAbsent: Bool { if case .absent = content { true } else { false } }

  /// Rows in it, as far as they can be known without reading them.
  package var rowCount: Int64 {
    switch content {
    case .files(let manifests): manifests.saturatingSum { $0.records.saturatingSubtract($0.rejected) }
    case .delta(let snapshot): snapshot.files.saturatingSum { $0.rowCount ?? 0 }
    case .absent: 0
    }
  }
}

extension LakeSession {
  package func inputState(_ table: TableName) throws -> InputState {
    guard table.layer == .bronze, source(table)?.keep != .delta else {
      let snapshot = try deltaTable(table).snapshot()
      return InputState(
        table: table, content: snapshot.map(InputState.Content.delta) ?? .absent,
        rereads: try rereads(behind: table, snapshot),
        withdrawn: table.layer == .bronze ? try journal.withdrawnManifests(of: table.name).count : 0)
    }
    let records = try source(table).map { try SourceManifest(workspace: workspace, source: $0).records(journal) } ?? []
    let loaded = records.filter { $0.status == .loaded }
    return InputState(
      table: table, content: .files(loaded),
      lost: records.filter { $0.status == .lost }, rereads: records.saturatingSum { $0.rereads },
      withdrawn: records.count { $0.status == .withdrawn }, emptied: loaded.isEmpty ? records : [])
  }

  /// What a table was made from may have rows no more that it had: a table made from it in turn, which adds what is new,
  /// would keep them.
  private func rereads(behind table: TableName, _ snapshot: Snapshot?) throws -> Int64 {
    guard table.layer != .bronze else { return try journal.rereads(of: table.name) }
    guard workspace.project.model(table) != nil else { return 0 }
    let bookmark = try Settlement(session: self, table: table).standing(snapshot)
    return (bookmark?.value.entries ?? []).saturatingSum { $0.value["rereads"]?.intValue ?? 0 }
  }

  /// In loading order.
  package func loadedManifests(of source: String) throws -> [ManifestRecord] {
    guard let definition = workspace.project.source(source) else { return [] }
    return try SourceManifest(workspace: workspace, source: definition).records(journal).filter { $0.status == .loaded }
  }

  package func source(_ table: TableName) -> SourceDefinition? {
    workspace.project.source(of: table)
  }
}
