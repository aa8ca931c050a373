import ModelSQL
import Words

extension Problem {
  package init(_ file: String, _ problem: SQLProblem) {
    self.init(file, problem.position, problem.severity, problem.text)
  }
}
