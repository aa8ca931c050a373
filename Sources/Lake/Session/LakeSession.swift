import Clocks
import DeltaLog
import Ledger
import ModelSQL
import Project
import Words

/// What one step, or one question, works with: an engine of its own, the environment's folders and its journal.
///
/// Each step has its own engine instance, because a fatal error inside the engine spoils the whole instance, and because
/// two steps may see the same table narrowed in different ways.
package final class LakeSession {
  package let workspace: Workspace
  package let journal: any RunLedger
  package let compute: any Compute

  package init(workspace: Workspace, journal: any RunLedger, compute: any Compute) {
    self.workspace = workspace
    self.journal = journal
    self.compute = compute
  }

  /// Sessions of one run that work at once. Each has an engine of its own that uses all cores, so two keep the machine busy
  /// while one of them waits for the disk, and more only share the memory.
  package static let atOnce = 2

  package func deltaTable(_ table: TableName) -> DeltaTable { deltaTable(path: workspace.tablePath(table)) }

  package func deltaTable(path: String) -> DeltaTable {
    DeltaTable(path: path, checkpoints: compute.checkpoints, clock: workspace.clock, store: workspace.store)
  }

  /// Rows in a table's quarantine.
  package func quarantinedRows(of table: TableName) throws -> Int64 {
    try deltaTable(table.quarantine).snapshot()?.rowCount ?? 0
  }

  package func source(_ table: TableName) -> SourceDefinition? { workspace.project.source(of: table) }

  /// The engine's parse of the whole project: lineage, order, and what is wrong with it.
  package func analyze() throws -> ProjectAnalysis { try compute.analyze(workspace.project) }
}
