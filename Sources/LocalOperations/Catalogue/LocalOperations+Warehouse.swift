import Foundation
import ModelSQL
import Operations
import Rows
import Runs

extension LocalOperations: WarehouseOperations {
  package func warehouse(_ select: String?, asOf: Date?) throws -> ResultTable {
    try refusePast(asOf, "the warehouse keeps no versions of its tables")
    return try OperationsError.answered {
      let warehouse = WarehouseSession(try local.session())
      guard let select else { return try warehouse.tables() }
      return try warehouse.ask(select)
    }
  }

  package func statements(of call: ScriptCall) throws -> Int { try script(call).statements.count }

  package func carryOut(_ call: ScriptCall) throws -> ScriptOutcome {
    let script = try script(call)
    return try OperationsError.answered {
      // Each call is a wish of its own.
      let id = "\(call.procedure) \(UUID().uuidString)"
      return ScriptOutcome(changed: try WarehouseSession(try local.session()).carryOut([script], id: id).changed)
    }
  }

  private func script(_ call: ScriptCall) throws(OperationsError) -> WarehouseScript {
    var values = call.values
    values["run_date"] = values["run_date"] ?? "\(project.timeZone.day(local.clock.now()))"
    do throws(RunError) {
      return try ProcedureFile(project).script(call.procedure, parameters: values)
    } catch {
      throw error.error == .notFound ? .notFound(error.cause) : .failed(error.cause)
    }
  }
}
