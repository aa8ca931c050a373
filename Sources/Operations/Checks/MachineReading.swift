import Crawling
import Rows
import Words

/// What can be asked of a machine without any project of its own: whether the engine is there and whole, and what is to be said
/// of files that are named by their paths. Blocks; `OperationsError` as everywhere: what is named and is not there, or cannot
/// be read, is `invalid`. Paths are absolute.
package protocol MachineReading: Sendable {
  /// The engine, and each of its files.
  func findings() -> [Finding]

  /// The problems of a project's folder, or of one file: of a file in a project those of the project's that are in it, of
  /// another what can be said without knowing the tables there are.
  ///
  /// - Parameter named: the file as its problems name it.
  func problems(at path: String, named: String) throws -> [Problem]

  /// A state machine that runs nowhere, drawn: its states and their ways.
  ///
  /// - Parameter definition: its text.
  func stateMap(ofMachine definition: String) throws -> StateMap

  /// A ruleset's verdict on data.
  ///
  /// - Parameters:
  ///   - rules: the ruleset's file.
  ///   - references: data that rules look into, by the alias they use.
  func judge(_ data: GivenData, byRulesAt rules: String, references: [String: GivenData]) throws -> DataVerdict

  /// The beginnings of the files below a folder, or of one file, for who tells what they are.
  ///
  /// - Parameter folders: absolute paths that are left out.
  func beginnings(at path: String, leavingOut folders: [String]) throws -> [FileSample]

  /// Of a Delta table in a folder, newest first.
  func tableHistory(at path: String, limit: Int) throws -> TableHistory

  /// Rows of a Delta table in a folder; nil for `limit`: all.
  func rows(ofTableAt path: String, at moment: TableMoment, limit: Int?, to sink: inout some RowSink) throws
}
