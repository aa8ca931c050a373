import Deliveries
import DeltaLog
import JSON
import Lake
import Ledger
import Words

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
}
