import Foundation
import JSON
import JSONata
import StatesLanguage
import Words

/// A machine played to its end in virtual time.
struct Played: Sendable {
  var status: ExecutionStatus
  var output: JSONValue?
  var error: String?
  var cause: String?
  var history: [HistoryEvent]
  var log: [ExecutionInput]
  /// Virtual seconds from start to end.
  var seconds: Double
  var missing: MissingAnswer?

  var types: [String] { history.map(\.type) }
  var text: String { output?.text ?? error ?? status.rawValue }

  static let start = Date(timeIntervalSince1970: 1_764_000_000)
  static let facts = ExecutionFacts(name: "run-1", machine: "m")

  /// - Parameters:
  ///   - machine: its text.
  ///   - mocks: answers by state, as in a mocks file.
  init(_ machine: String, input: JSONValue = [:], mocks: JSONValue = [:], limits: ExecutionLimits = ExecutionLimits())
    throws
  {
    let mocked = try MockedTasks(mocks)
    let outcome = DeepStack.run { () -> Result<Played, InvalidMachine> in
      do throws(InvalidMachine) {
        return .success(Self.play(try MachineDefinition(parsing: machine), input, mocked, limits))
      } catch {
        return .failure(error)
      }
    }
    self = try (outcome ?? .failure(InvalidMachine(problems: []))).get()
  }

  private static func play(
    _ definition: MachineDefinition, _ input: JSONValue, _ mocks: MockedTasks, _ limits: ExecutionLimits
  ) -> Played {
    var history: [HistoryEvent] = []
    var log: [ExecutionInput] = []
    let execution = Execution(definition, input: input, facts: facts, at: start, seed: 1, limits: limits)
    var simulation = Simulation(execution, mocks, log: { log.append($0) }, record: { history.append($0) })
    var missing: MissingAnswer?
    do throws(MissingAnswer) { try simulation.run() } catch { missing = error }
    let ended = simulation.execution
    return Played(
      status: ended.status, output: ended.output, error: ended.failure?.error, cause: ended.failure?.cause,
      history: history, log: log, seconds: ended.now.timeIntervalSince(start), missing: missing)
  }

  private init(
    status: ExecutionStatus, output: JSONValue?, error: String?, cause: String?, history: [HistoryEvent],
    log: [ExecutionInput], seconds: Double, missing: MissingAnswer?
  ) {
    (self.status, self.output, self.error, self.cause) = (status, output, error, cause)
    (self.history, self.log, self.seconds, self.missing) = (history, log, seconds, missing)
  }

  /// The output of a machine of one state, or the error's name.
  static func state(_ state: String, _ input: JSONValue = [:], mocks: JSONValue = [:]) throws -> String {
    try Played("{\"StartAt\": \"A\", \"States\": {\"A\": \(state)}}", input: input, mocks: mocks).text
  }

  /// What `template` in Parameters becomes.
  static func parameters(_ template: String, _ input: JSONValue = [:]) throws -> String {
    try state("{\"Type\": \"Pass\", \"Parameters\": \(template), \"End\": true}", input)
  }

  /// What an intrinsic call gives.
  static func call(_ call: String, _ input: JSONValue = [:]) throws -> String {
    let played = try parameters("{\"r.$\": \(JSONValue.string(call).text)}", input)
    guard played.hasPrefix("{\"r\":") else { return played }
    return String(played.dropFirst(5).dropLast())
  }
}
