import Words
import YAML

/// Gathers the problems of one loading; handed from reader to reader.
final class ProblemLog {
  private(set) var problems: [Problem] = []

  func add(_ problem: Problem) { if !problems.contains(problem) { problems.append(problem) } }

  func error(_ file: String, _ position: SourcePosition, _ message: String) {
    add(Problem(file, position, .error, message))
  }

  func warning(_ file: String, _ position: SourcePosition, _ message: String) {
    add(Problem(file, position, .warning, message))
  }

  var hasErrors: Bool { problems.contains { $0.severity == .error } }
}

extension YAMLNode {
  var position: SourcePosition { SourcePosition(line: line, column: column) }
}
