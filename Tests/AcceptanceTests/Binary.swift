import Foundation
import JSON
import PseudoTerminal

/// The built program, run as a process with streams that are no terminal.
struct Binary {
  struct Answer {
    let status: Int32
    let output: String
    let error: String

    func json() throws -> JSONValue { try JSONValue(parsing: output) }
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  var path = Launch.built("assay")
  var folder: String
  var variables: [String: String] = [:]

  /// Runs to the end; what it writes is read on the side, so that a full pipe never stops it.
  func callAsFunction(_ arguments: String...) throws -> Answer { try run(arguments) }

  func run(_ arguments: [String]) throws -> Answer {
    let process = try start(arguments)
    let output = process.output.fileHandleForReading
    let error = process.error.fileHandleForReading
    let errors = ReadAll(error)
    let text = String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
    process.process.waitUntilExit()
    return Answer(status: process.process.terminationStatus, output: text, error: errors.text)
  }

  func start(_ arguments: [String]) throws -> (process: Process, output: Pipe, error: Pipe) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    return (process, output, error)
  }

  private var environment: [String: String] {
    var all = ProcessInfo.processInfo.environment
    for name in ["ASSAY_PROJECT", "ASSAY_ENV", "NO_COLOR"] { all[name] = nil }
    all["LC_ALL"] = "C.UTF-8"
    return all.merging(variables) { _, given in given }
  }
}

/// Everything a pipe gives, read on a thread of its own.
private final class ReadAll: @unchecked Sendable {
  // @unchecked: written by one thread before the semaphore is signalled, read after it was waited for.
  private var data = Data()
  private let done = DispatchSemaphore(value: 0)

  init(_ handle: FileHandle) {
    Thread { [self] in
      data = handle.readDataToEndOfFile()
      done.signal()
    }.start()
  }

  var text: String {
    done.wait()
    return String(decoding: data, as: UTF8.self)
  }
}
