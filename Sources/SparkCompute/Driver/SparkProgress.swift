import Foundation
import JSON
import Lake
import Words

/// What the driver says while it works: once where its pages are, and how many of an ask's tasks are done.
struct SparkProgress {
  private let exchange: any SparkExchange
  private let number: Int
  private let table: String
  private var lastLook: ContinuousClock.Instant?
  private var isKnown = false
  private var lastState: String?

  init(_ exchange: any SparkExchange, _ number: Int, _ table: String) {
    (self.exchange, self.number, self.table) = (exchange, number, table)
  }

  /// Looks once a second, and once more at the end.
  ///
  /// - Parameter state: how the driver stands, where it is more than a process.
  mutating func tell(_ reporter: any StepReporter, _ state: String? = nil, isLast: Bool = false) {
    let now = ContinuousClock.now
    if !isLast, let lastLook, now - lastLook < .seconds(1) { return }
    lastLook = now
    if let state, state != lastState {
      lastState = state
      reporter.log(.info, "\(table): \(state)")
    }
    // Not written yet; and what cannot be read now is read at the next look.
    guard let text = (try? exchange.get("progress-\(number).json")) ?? nil, let told = try? JSONValue(parsing: text)
    else {
      if let state, !isKnown { reporter.progress(0.1, state) }
      return
    }
    if !isKnown {
      isKnown = true
      let page = told["page"]?.stringValue.map { "; its pages: \($0)" } ?? "; it shows no pages"
      reporter.log(.info, "\(table): runs on Spark as \(told["application"]?.stringValue ?? "?")\(page)")
    }
    let (done, tasks) = (told["done"]?.intValue ?? 0, max(told["tasks"]?.intValue ?? 0, 1))
    reporter.progress(0.1 + 0.7 * Double(min(done, tasks)) / Double(tasks), "Spark: \(done) of \(tasks) tasks")
  }
}
