import ArgumentParser
import Processes

/// Looks after one call of a function of a workflow, and after all that it starts.
struct FunctionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "function", abstract: "Carry out one call of a function (started by a workflow's worker).",
    shouldDisplay: false)

  @Argument var folder: String

  func run() throws { try FunctionCall(folder: folder).carryOut() }
}
