import ArgumentParser
import JSON
import Operations
import Reports

struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Ask a running execution to stop.",
    discussion: "Its steps end after the query they are in; tables stay as they were before those steps.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Argument(help: ArgumentHelp(ExecutionArgument.help))
  var execution: String

  func run() throws {
    let operations = try project.operations(for: .working)
    let id = try ExecutionArgument.resolve(execution, in: operations)
    try operations.stop(execution: id)
    answer.show(["execution": .string(id), "stopRequested": true]) { _ in
      [StyledLine("\(id) was asked to stop; see it end: assay runs \(id)")]
    }
  }
}
