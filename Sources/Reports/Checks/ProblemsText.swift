import Canvas
import Presentation
import Words

/// Problems as compilers print them, so that editors can jump to them.
package enum ProblemsText {
  package static func lines(_ problems: [Problem], _ page: Page) -> [StyledLine] {
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
