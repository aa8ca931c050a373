import ArgumentParser
import JSON
import Operations
import Reports

struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Say that what an execution failed at is done.",
    discussion: "As when a file never comes because of a holiday. Who said it, and why, is in the audit.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var change: ProtectedChange
  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: ArgumentHelp("Why it is done.", valueName: "text"))
  var reason: String

  @Argument(help: ArgumentHelp(ExecutionArgument.help))
  var execution: String

  func run() throws {
    let operations = try project.operations()
    let id = try ExecutionArgument.resolve(execution, in: operations)
    try change.confirm(operations.identity)
    try operations.running.mark(execution: id, reason: reason)
    let mark = try operations.running.execution(id).summary.markedBy
    answer.show(["execution": .string(id), "markedBy": .optional(mark)]) { _ in
      [StyledLine("\(id) counts as done")]
    }
  }

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason says why it is done") }
  }
}
