import Foundation
import Lake
import Words

/// What a worker and its driver tell each other: small files of one folder, each of which is there whole or not at all, and
/// folders with data.
///
/// The worker writes `session.json`, `ask-N.json`, `cancel-N` and `end`; the driver `driver.json` once it is up,
/// `progress-N.json` and `answer-N.json`. See `assay_runner.py` for what stands in them.
package protocol SparkExchange: Sendable {
  /// The folder as the runner is told it: an absolute path, or an address that Spark's file systems know.
  var address: String { get }
  /// The process that the driver ends with; nil where it runs elsewhere and looks for signs of life.
  var watched: pid_t? { get }
  /// How long to wait between two looks.
  var pause: Duration { get }

  func put(_ text: String, as name: String) throws
  /// Nil where it is not there.
  func get(_ name: String) throws -> String?
  /// Those that are not there are none.
  func remove(_ names: [String])

  /// Gives what must stand in no file, one line of text. It is there until what is returned is let go of.
  func hand(_ text: String, as name: String) throws -> AnyObject

  /// A file of this machine as the driver finds it.
  func share(_ path: String) throws -> String
  /// A folder of this machine as the driver writes into it.
  func target(_ folder: String) throws -> String
  /// Where files that the driver wrote below such a folder lie as long as nobody fetches them.
  func place(of folder: String) throws -> WrittenRows.Place
  /// Sees to it that files which the driver wrote below such a folder are files of this machine.
  func fetch(_ names: [String], of folder: String) throws

  /// Removes all of it.
  func remove()
}
