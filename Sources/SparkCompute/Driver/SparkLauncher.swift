import Words

/// Where drivers come from.
package protocol SparkLauncher: Sendable {
  /// What starts them, for messages.
  var command: String { get }

  /// What a driver that is about to be started is told by.
  func makeExchange() throws -> any SparkExchange

  /// Starts a driver that serves what comes in the exchange. `session.json` is in it.
  func start(_ exchange: any SparkExchange) throws -> any SparkJob
}

/// A driver that was started. Asked from several threads.
package protocol SparkJob: AnyObject, Sendable {
  /// How it ended, as it goes on after its name: “ended with exit code 1”. Nil as long as it runs.
  func end() throws -> String?

  /// Ends it, with all that it started; returns when it is over.
  func stop()

  /// How far its log is, for `words`.
  var mark: Int64 { get }

  /// The last lines it said after a mark, not many.
  func words(after mark: Int64) -> [String]
}
