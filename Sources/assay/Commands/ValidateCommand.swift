import ArgumentParser
import JSON
import Project
import Reports

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
    let check = ProjectCheck(environment: project.environmentName)
    let found = paths.isEmpty ? try check.folder(try project.folder()) : try paths.flatMap { try check.path($0) }
    // A file that is named twice has its problems once.
    let problems = Set(found).sorted()
    answer.show(["problems": .array(problems.map(\.json))]) { ProblemsText.lines(problems, $0) }
    if problems.contains(where: { $0.severity == .error }) { throw ExitStatus.bad }
  }
}

extension Problem {
  var json: JSONValue {
    [
      "file": .string(file), "line": .int(line), "column": .int(column), "severity": .string(severity.rawValue),
      "message": .string(message),
    ]
  }
}

/// Problems as compilers print them, so that editors can jump to them.
enum ProblemsText {
  static func lines(_ problems: [Problem], _ page: Page) -> [StyledLine] {
    problems.map(line) + [summary(problems, page)]
  }

  private static func line(_ problem: Problem) -> StyledLine {
    var line = StyledLine("\(problem.file):\(problem.position): ")
    line.append("\(problem.severity.rawValue): ", problem.severity == .error ? .failed : .late)
    line.append(problem.message)
    return line
  }

  private static func summary(_ problems: [Problem], _ page: Page) -> StyledLine {
    let errors = problems.count { $0.severity == .error }
    let warnings = problems.count - errors
    let words = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    guard !words.isEmpty else { return StyledLine("valid", .ok) }
    return StyledLine(words.joined(separator: ", "), errors > 0 ? .failed : .late)
  }
}
