import Foundation
import Project

/// Runs a command of a project with a text on its standard input, and says how it went. No shell is between.
struct CommandRunner {
  let folder: String

  /// Blocks until it ends or its time is over.
  ///
  /// - Returns: one sentence: `done`, or what went wrong with what it printed last.
  func run(_ command: AlarmCommand, input: String) -> String {
    guard let program = program(command.command[0]) else {
      return "not done: there is no program \(command.command[0]) that can be run"
    }
    do {
      let scratch = try Scratch(input: input)
      return try run(program, Array(command.command.dropFirst()), scratch, seconds: command.timeoutSeconds)
    } catch {
      return "not done: \(error.localizedDescription)"
    }
  }

  private func run(_ program: String, _ arguments: [String], _ scratch: Scratch, seconds: Int) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // Files, and not pipes: what the command does not read or says too much of stops nobody.
    (process.standardInput, process.standardOutput, process.standardError) = (
      scratch.input, scratch.output, scratch.output
    )
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    guard ended.wait(timeout: .now() + .seconds(seconds)) == .success else {
      process.terminate()
      if ended.wait(timeout: .now() + .seconds(2)) != .success { kill(process.processIdentifier, SIGKILL) }
      return "failed: ended after \(seconds) s\(scratch.said)"
    }
    if process.terminationReason == .uncaughtSignal {
      return "failed: ended by signal \(process.terminationStatus)\(scratch.said)"
    }
    return process.terminationStatus == 0 ? "done" : "failed: exit code \(process.terminationStatus)\(scratch.said)"
  }

  private func program(_ name: String) -> String? {
    let candidates: [String]
    if name.contains("/") {
      candidates = [name.hasPrefix("/") ? name : folder + "/" + name]
    } else {
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
      candidates = path.split(separator: ":").map { $0 + "/" + name }
    }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// The input and the output of a command, in files that have no name any more.
private struct Scratch {
  let input: FileHandle
  let output: FileHandle

  init(input text: String) throws {
    (input, output) = (try Self.file(), try Self.file())
    try input.write(contentsOf: Data(text.utf8))
    try input.seek(toOffset: 0)
  }

  private static func file() throws -> FileHandle {
    let path = FileManager.default.temporaryDirectory.path + "/assay-action-" + UUID().uuidString
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    unlink(path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// The last of what it printed, with a colon before it.
  var said: String {
    do {
      let end = try output.seekToEnd()
      try output.seek(toOffset: end > 500 ? end - 500 : 0)
      let text = String(decoding: try output.readToEnd() ?? Data(), as: UTF8.self)
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return trimmed.isEmpty ? "" : ": \(trimmed)"
    } catch {
      return ""
    }
  }
}

/// Runs a command of a project for who is outside of this target.
package struct ProjectCommand: Sendable {
  let folder: String
  package init(folder: String) { self.folder = folder }

  /// Blocks until it ends or its time is over; one sentence tells how it went, `done` where all is well.
  package func run(_ command: AlarmCommand, input: String) -> String {
    CommandRunner(folder: folder).run(command, input: input)
  }
}
