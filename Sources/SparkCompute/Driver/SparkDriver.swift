import JSON
import Lake
import Synchronization
import Words

/// The Spark driver of a worker: started by the first ask, shared by all steps, and ended with the worker. One that died is
/// followed by another when the next ask comes.
package final class SparkDriver: Sendable {
  private let launcher: any SparkLauncher
  /// Settings of Spark, by name.
  private let conf: JSONObject
  private let current = Mutex(Current())

  private struct Current {
    var driver: RunningDriver?
    /// Of the step that asked last: what a driver took is known when no step waits for it any more.
    var reporter: (any StepReporter)?
  }

  package init(_ launcher: any SparkLauncher, conf: JSONObject) { (self.launcher, self.conf) = (launcher, conf) }

  deinit { end() }

  /// Whether its drivers see the files of this machine.
  package var sharesDisk: Bool { launcher.sharesDisk }

  /// Asks, and waits for the answer; blocks, from any thread. Stops when the reporter says so.
  ///
  /// Throws `LakeError` with what Spark says against it, or with a driver's last words.
  ///
  /// - Parameter make: gives what is asked; files go through the exchange.
  package func ask(
    _ reporter: any StepReporter, _ make: (any SparkExchange) throws -> SparkAsk
  ) throws -> JSONValue {
    try reporter.checkStopped()
    let driver = try running(reporter)
    let ask = try make(driver.exchange)
    reporter.log(.info, "\(ask.table): Spark is asked for \(ask.subject) (\(launcher.command))")
    return try driver.answer(ask, reporter)
  }

  private func running(_ reporter: any StepReporter) throws -> RunningDriver {
    try current.withLock { current in
      current.reporter = reporter
      if let driver = current.driver, try driver.job.end() == nil { return driver }
      // Those who wait for it look at what it said last.
      current.driver = nil
      let started = try RunningDriver(launcher, conf)
      current.driver = started
      return started
    }
  }

  /// Ends the driver, where there is one.
  package func end() {
    let (driver, reporter) = current.withLock { current in
      defer { current = Current() }
      return (current.driver, current.reporter)
    }
    guard let driver else { return }
    driver.end()
    if let cost = driver.job.cost { reporter?.log(.info, cost) }
  }
}
