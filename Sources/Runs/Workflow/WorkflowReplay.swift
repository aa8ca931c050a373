import Foundation
import Ledger
import StatesLanguage
import Words

extension WorkflowRecord {
  /// The execution as it stood after these inputs. Expressions call themselves deeply: call it where there is stack.
  func played(_ inputs: [ExecutionInput], from start: Date) throws(RunError) -> Execution {
    let machine: MachineDefinition
    do throws(InvalidMachine) {
      machine = try MachineDefinition(parsing: definition)
    } catch {
      let first = error.problems.first { $0.severity == .error }
      throw RunError(
        .projectInvalid,
        "workflows/\(name).asl.json\(first.map { ":\($0.place.line):\($0.place.column): \($0.message)" } ?? "")")
    }
    return Execution(
      replaying: inputs, of: machine, input: input, facts: ExecutionFacts(name: executionName, machine: name),
      at: start, seed: seed)
  }
}

extension WorkflowLog {
  /// All that came into an execution, in order.
  func inputs(of execution: ExecutionID) throws -> [ExecutionInput] {
    try workflowInputs(of: execution).map { json throws -> ExecutionInput in
      guard let input = ExecutionInput(json) else { throw RunError(.replayDiffers, "the log has a strange line") }
      return input
    }
  }
}
