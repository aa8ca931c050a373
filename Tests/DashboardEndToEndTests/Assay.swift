import Foundation
import JSON
import PseudoTerminal

/// The built program as a command, without a terminal.
enum Assay {
  struct Answer {
    let status: Int32
    let output: String

    var json: JSONValue { get throws { try JSONValue(parsing: output) } }
  }

  /// A command that did not end well where it had to.
  struct Refusal: Error, CustomStringConvertible {
    let arguments: [String]
    let answer: Answer
    var description: String {
      "assay \(arguments.joined(separator: " ")) ended with \(answer.status): \(answer.output)"
    }
  }

  static let path = Launch.built("assay")

  /// What every start of the program gets, and nothing else: an engine to find, and a home without habits.
  static func environment(home: String) -> [String: String] {
    let own = ProcessInfo.processInfo.environment
    let home = ["HOME": home, "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"]
    let engine = ["XDG_DATA_HOME": own["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"]
    return own.filter { $0.key == "ASSAY_LIBDUCKDB" }.merging(engine) { $1 }.merging(home) { $1 }
  }

  @discardableResult
  static func run(_ arguments: [String], in folder: String, mayFail: Bool = false) throws -> Answer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment(home: folder)
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let answer = Answer(status: process.terminationStatus, output: output)
    guard mayFail || answer.status == 0 else { throw Refusal(arguments: arguments, answer: answer) }
    return answer
  }
}
