import Clocks
import DeltaLog
import JSON
import Journal
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
  /// How often files of a source were read again by other settings, all of them counted.
  package var rereads: Int64 = 0

  /// What a bookmark holds for it once it was read.
  package func bookmarked(after before: InputPosition?) -> JSONValue {
    var position = position(after: before).json.objectValue ?? [:]
    if rereads > 0 { position["rereads"] = .int(rereads) }
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
        rereads: table.layer == .bronze ? try journal.rereads(of: table.name) : 0)
    }
    let records = try source(table).map { try SourceManifest(workspace: workspace, source: $0).records(journal) } ?? []
    return InputState(
      table: table, content: .files(records.filter { $0.status == .loaded }),
      lost: records.filter { $0.status == .lost }, rereads: records.saturatingSum { $0.rereads })
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
