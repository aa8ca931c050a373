import Lake
import ModelSQL
import Rows
import Words

/// The warehouse as scripts see it: with the lake's tables as they stand.
package struct WarehouseSession {
  private let session: LakeSession
  package init(_ session: LakeSession) { self.session = session }

  private var warehouse: Warehouse { Warehouse(session.workspace) }

  /// All of it in one transaction.
  ///
  /// - Parameter id: stands for the wish; one that was carried out is not carried out again.
  package func carryOut(_ scripts: [WarehouseScript], id: String) throws -> Warehouse.Outcome {
    let statements = scripts.flatMap(\.statements)
    return try session.compute.carryOut(
      Warehouse.Work(
        warehouse, id: id, statements: statements.map(\.text),
        inputs: try inputs(Set(scripts.flatMap(\.tables))), asks: statements.last?.isQuestion ?? false))
  }

  package func tables() throws -> ResultTable { try session.compute.tables(of: warehouse) }

  /// - Throws: `RunError` where the statement would change something.
  package func ask(_ text: String) throws -> ResultTable {
    let script: WarehouseScript
    do throws(SQLProblem) { script = try WarehouseScript(SQLText(text)) } catch { throw RunError(.failed, "\(error)") }
    guard script.statements.count == 1, let question = script.statements.first, question.isQuestion else {
      throw RunError(.failed, "one SELECT is asked; what changes the warehouse is a script of procedures/")
    }
    if let table = script.tables.sorted().first {
      throw RunError(.failed, "\(table) is a table of the lake: assay query; a script can read both")
    }
    return try session.compute.ask(question.text, of: warehouse)
  }

  private func inputs(_ tables: Set<TableName>) throws -> [InputState] {
    try tables.sorted().map { try session.inputState($0) }
  }
}
