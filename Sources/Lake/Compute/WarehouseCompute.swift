import Rows

/// Scripts over the environment's warehouse: tables beside the lake that SQL itself changes, as a data warehouse's merge
/// procedures do. The lake's own tables are read by them and never changed.
package protocol WarehouseCompute: AnyObject {
  /// Carries out all statements in one transaction; where one fails, nothing of it was. Blocks while another has the warehouse.
  ///
  /// A wish that was carried out before is not carried out again: `Warehouse.Outcome.isRepeated`.
  func carryOut(_ work: Warehouse.Work) throws -> Warehouse.Outcome

  /// Its tables by name, with their rows as the engine estimates them: columns `table` and `rows`.
  func tables(of warehouse: Warehouse) throws -> ResultTable

  /// The rows of one question of its own tables; nothing is changed.
  func ask(_ statement: String, of warehouse: Warehouse) throws -> ResultTable
}

/// The warehouse of one environment: one file of the engine's own beside the tables.
package struct Warehouse: Sendable, Hashable {
  package let path: String

  /// What scripts call it.
  package static let name = "warehouse"
  /// Keeps which wishes were carried out, in the transaction that did it.
  package static let ledger = "assay_statements"

  package init(_ workspace: Workspace) {
    path = (workspace.isInBucket ? workspace.statePath : workspace.lakePath) + "/_warehouse.duckdb"
  }

  package struct Work {
    package var warehouse: Warehouse
    /// Stands for the wish.
    package var id: String
    package var statements: [String]
    package var inputs: [InputState]
    /// Whether the last statement only asks, and its rows are wanted.
    package var asks: Bool

    package init(_ warehouse: Warehouse, id: String, statements: [String], inputs: [InputState], asks: Bool) {
      (self.warehouse, self.id, self.statements) = (warehouse, id, statements)
      (self.inputs, self.asks) = (inputs, asks)
    }
  }

  package struct Outcome {
    /// Rows that each statement changed.
    package var changed: [Int] = []
    package var rows: ResultTable?
    package var isRepeated = false

    package init() {}
  }
}
