import ArgumentParser
import JSON
import Operations
import Reports

struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Ask a running execution to stop.",
    discussion: """
      Its steps end after the query they are in; tables stay as they were before those steps. A worker \
      that hangs ends itself after ten seconds; one that cannot, as one that was suspended, is killed when it is asked \
      again twenty seconds later.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Argument(help: ArgumentHelp(ExecutionArgument.help))
  var execution: String

  func run() throws {
    let operations = try project.operations()
    let id = try ExecutionArgument.resolve(execution, in: operations)
    try operations.running.stop(execution: id)
    let isOver = try !operations.running.execution(id).summary.isRunning
    answer.show(["execution": .string(id), "stopRequested": true]) { _ in
      let text =
        isOver
        ? "\(id) is stopped" : "\(id) was asked to stop, and is stopped within seconds; see it end: assay runs \(id)"
      return [StyledLine(text)]
    }
  }
}
