import Foundation
import JSON
import Lake
import Synchronization
import Words

/// One driver, from its start to its end.
final class RunningDriver: Sendable {
  let exchange: any SparkExchange
  let job: any SparkJob
  private let command: String
  private let state = Mutex(State())

  private struct State {
    var asks = 0
    /// Asks without an answer.
    var open = 0
    /// Values that went to it, none of which is repeated, whatever it says.
    var secrets: Set<String> = []
  }

  /// How long a driver has to follow what it is told.
  private static let patience = Duration.seconds(5)
  /// Without a sign of life a driver that cannot watch its worker leaves after so many seconds.
  private static let quiet: Int64 = 120

  init(_ launcher: any SparkLauncher, _ conf: JSONObject) throws {
    command = launcher.command
    exchange = try launcher.makeExchange()
    do {
      let watched = exchange.watched.map { JSONValue.int(Int64($0)) } ?? .null
      let session: JSONValue = ["conf": .object(conf), "watch": watched, "quiet": .int(Self.quiet)]
      try exchange.put(session.text, as: "session.json")
      job = try launcher.start(exchange)
    } catch {
      exchange.remove()
      throw error
    }
  }

  deinit { exchange.remove() }

  /// Lets it end in peace, and ends it where it does not.
  func end() {
    // Where that cannot be written it is ended all the same.
    try? exchange.put("", as: "end")
    _ = waits(job.farewell) { hasEnded }
    job.stop()
  }

  private var hasEnded: Bool {
    // One of which nothing can be learnt is ended like one that goes on.
    (try? job.end()) != .some(nil)
  }

  // MARK: Asking

  func answer(_ ask: SparkAsk, _ reporter: any StepReporter) throws -> JSONValue {
    let number = begin(ask)
    let names = ["ask-\(number).json", "answer-\(number).json", "progress-\(number).json", "cancel-\(number)"]
    defer {
      state.withLock { $0.open -= 1 }
      exchange.remove(names)
    }
    let mark = job.mark
    let handed = try ask.secrets.isEmpty ? nil : exchange.hand(ask.secretLine, as: "secrets-\(number)")
    try exchange.put(ask.text, as: "ask-\(number).json")
    let answer = try withExtendedLifetime(handed) { try wait(for: number, ask, reporter) }
    if let cost = job.cost { reporter.log(.info, "\(ask.table): \(cost)") }
    for line in job.words(after: mark) { reporter.log(.debug, "\(ask.table): driver: \(bare(line))") }
    if let error = answer["error"]?.stringValue {
      throw Self.failure("\(ask.table): Spark could not evaluate \(ask.subject): \(bare(error))")
    }
    return answer
  }

  /// Java and Python tell errors of the system in the system's words.
  private static func failure(_ text: String) -> LakeError {
    guard [ENOSPC, EDQUOT].contains(where: { text.contains(String(cString: strerror($0))) }) else {
      return LakeError(.tableFailed, text)
    }
    return LakeError(.notWritable, text + "; free some space where Spark writes, and run again")
  }

  private func begin(_ ask: SparkAsk) -> Int {
    state.withLock { state in
      state.asks += 1
      state.open += 1
      state.secrets.formUnion(ask.secrets.values.filter { !$0.isEmpty })
      return state.asks
    }
  }

  private func wait(for number: Int, _ ask: SparkAsk, _ reporter: any StepReporter) throws -> JSONValue {
    var progress = SparkProgress(exchange, number, ask.table)
    while true {
      let end = try job.end()
      let state = job.state.map { "\(command): \($0)" }
      if let answer = try answer(number) {
        progress.tell(reporter, state, isLast: true)
        return answer
      }
      if let end { throw Self.failure(silence(end, ask)) }
      if reporter.isStopped {
        cancel(number)
        throw LakeError(.stopped, "the run was stopped")
      }
      progress.tell(reporter, state)
      Self.sleep(exchange.pause)
    }
  }

  private func answer(_ number: Int) throws -> JSONValue? {
    try exchange.get("answer-\(number).json").map { try JSONValue(parsing: $0) }
  }

  /// Tells the driver, and ends it where it goes on with it: what is removed next must not be written to any more. One that
  /// is not up yet has begun nothing, and is ended where nobody else waits for it.
  private func cancel(_ number: Int) {
    // What cannot be told or learnt now leads to the driver's end.
    let isAlone = state.withLock { $0.open == 1 }
    let isTold = (try? exchange.put("", as: "cancel-\(number)")) != nil
    let isUp = (try? exchange.get("driver.json")) ?? nil != nil
    if isUp, isTold, waits(Self.patience, { (try? answer(number)) ?? nil != nil || hasEnded }) { return }
    if isUp || isAlone || !isTold { job.stop() }
  }

  private func waits(_ patience: Duration, _ isDone: () -> Bool) -> Bool {
    let begin = ContinuousClock.now
    while ContinuousClock.now - begin < patience {
      if isDone() { return true }
      Self.sleep(exchange.pause)
    }
    return isDone()
  }

  private static func sleep(_ pause: Duration) {
    Thread.sleep(forTimeInterval: Double(pause.components.seconds) + Double(pause.components.attoseconds) / 1e18)
  }

  // MARK: What it said

  private func silence(_ end: String, _ ask: SparkAsk) -> String {
    let last = job.words(after: 0).map { "\n  " + bare($0) }.joined()
    return "\(ask.table): \(command) \(end) and did not answer\(last.isEmpty ? "" : "; its last words:" + last)"
  }

  /// Spark quotes values that do not fit.
  private func bare(_ text: String) -> String {
    state.withLock { $0.secrets }.sorted { $0.utf8.count > $1.utf8.count }.reduce(text) { $0.replacing($1, with: "…") }
  }
}
