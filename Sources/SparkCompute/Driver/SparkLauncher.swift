import Words

/// Where drivers come from.
package protocol SparkLauncher: Sendable {
  /// What starts them, for messages.
  var command: String { get }

  /// Whether drivers see the files of this machine; else they know the objects of the lake's bucket.
  var sharesDisk: Bool { get }

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

  /// How it stands, as it goes on after its name, where it is more than a process: “its run 7 is STARTING”.
  var state: String? { get }

  /// What it has taken so far, or in all where it is over; nil where nobody pays for it.
  var cost: String? { get }

  /// How long it may take to end in peace.
  var farewell: Duration { get }
}

extension SparkJob {
  package var state: String? { nil }
  package var cost: String? { nil }
  package var farewell: Duration { .seconds(5) }
}

/// The program that a driver runs.
package enum SparkRunner {
  package static var text: String { String(decoding: PackageResources.assay_runner_py, as: UTF8.self) }
}
