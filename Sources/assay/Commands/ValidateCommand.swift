import ArgumentParser
import JSON
import Operations
import Reports
import Words

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check a project, or single files of it: all problems at once.",
    discussion: """
      Every problem is a line 'file:line:column: error: what; did you mean …'. Ends with 1 when there is an error, with \
      2 when something cannot be read, with 3 when the engine that parses SQL is missing.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Argument(
    help: ArgumentHelp(
      "Project folders, or files: .sql, .yml, .dqdl, .asl.json. Default: this project.", valueName: "path"))
  var paths: [String] = []

  func run() throws {
    let machine = project.machine
    let found =
      paths.isEmpty
      ? try project.checks().problems()
      : try paths.flatMap { try machine.problems(at: FolderPath.absolute($0), named: $0) }
    // A file that is named twice has its problems once.
    let problems = Set(found).sorted()
    answer.show(["problems": .array(problems.map(\.json))]) { ProblemsText.lines(problems, $0) }
    if problems.contains(where: { $0.severity == .error }) { throw ExitStatus.bad }
  }
}
