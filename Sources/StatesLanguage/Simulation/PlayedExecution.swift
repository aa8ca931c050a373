import Foundation
import JSON
import JSONata
import Words

/// A machine played to its end in virtual time.
package struct PlayedExecution: Sendable {
  package let status: ExecutionStatus
  package let output: JSONValue?
  package let failure: StateFailure?
  package let history: [HistoryEvent]
  /// Of virtual time.
  package let seconds: Double
  package let coverage: Coverage
  /// The task that had no answer: there the play stopped, and the status is RUNNING.
  package let missing: MissingAnswer?
  /// Answers that no task asked for.
  package let unused: [String]

  /// How a machine is played.
  package struct Setting: Sendable {
    package var input: JSONValue = [:]
    package var mocks = MockedTasks()
    package var facts: ExecutionFacts
    package var start: Date
    package var seed: UInt64 = 1

    package init(facts: ExecutionFacts, start: Date) { (self.facts, self.start) = (facts, start) }
  }

  /// Plays on a thread with stack for deep expressions, and waits for it.
  ///
  /// - Parameter text: the machine's definition.
  package static func play(_ text: String, _ setting: Setting) throws(InvalidMachine) -> PlayedExecution {
    let played = DeepStack.run { () -> Result<PlayedExecution, InvalidMachine> in
      do throws(InvalidMachine) {
        return .success(PlayedExecution(try MachineDefinition(parsing: text), setting))
      } catch {
        return .failure(error)
      }
    }
    switch played {
    case .success(let played)?: return played
    case .failure(let invalid)?: throw invalid
    case nil: throw InvalidMachine(problems: [])
    }
  }

  private init(_ definition: MachineDefinition, _ setting: Setting) {
    var events: [HistoryEvent] = []
    var limits = ExecutionLimits()
    limits.keepsTransitions = true
    let execution = Execution(
      definition, input: setting.input, facts: setting.facts, at: setting.start, seed: setting.seed, limits: limits)
    var simulation = Simulation(execution, setting.mocks, record: { events.append($0) })
    var missing: MissingAnswer?
    do throws(MissingAnswer) { try simulation.run() } catch { missing = error }
    let ended = simulation.execution
    (status, output, failure) = (ended.status, ended.output, ended.failure)
    seconds = ended.now.timeIntervalSince(ended.startTime)
    history = events
    self.missing = missing
    var coverage = Coverage()
    coverage.add(ended, events)
    self.coverage = coverage
    unused = simulation.runner.unused.map { "“\($0.state)” has \($0.count) answers that no task asked for" }
  }

  /// `{status, output, error, cause, seconds, history}`; documents are values here, and texts in the history.
  package var json: JSONValue {
    var object: JSONObject = [
      "status": .string(status.rawValue), "output": output ?? .null, "error": .optional(failure?.error),
      "cause": .optional(failure?.cause), "seconds": .double(seconds),
    ]
    if let missing { object["missing"] = .string(missing.description) }
    object["history"] = .array(history.map(\.json))
    return .object(object)
  }
}
