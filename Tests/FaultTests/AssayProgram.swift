import Foundation
import JSON
import PseudoTerminal
import TestSupport

/// The program under test, built beside the tests.
enum AssayProgram {
  static let path = Launch.built("assay")

  /// What the program needs of the tests' own environment: where the engine is, and a temporary folder.
  static var environment: [String: String] {
    ProcessInfo.processInfo.environment.filter {
      ["HOME", "PATH", "XDG_DATA_HOME", "ASSAY_LIBDUCKDB", "TMPDIR"].contains($0.key)
    }
  }

  struct Answer {
    let end: EndedProcess
    let output: String
    let error: String

    /// Throws when the program printed no JSON.
    func json() throws -> JSONValue { try JSONValue(parsing: output) }
  }

  /// Runs the program to its end, without a terminal to read from or write to.
  static func run(_ arguments: [String], within limit: Duration = .seconds(120)) throws -> Answer {
    let folder = try TemporaryFolder()
    var launch = Launch(path, arguments, environment: environment)
    launch.input = .file("/dev/null")
    launch.output = .file(folder.path("output"))
    launch.error = .file(folder.path("error"))
    let end = try PseudoTerminal(launch).waitForEnd(within: limit)
    return Answer(end: end, output: try folder.read("output"), error: try folder.read("error"))
  }
}
