import ArgumentParser
import JSON
import Reports
import StatesLanguage

extension WorkflowCommand {
  struct CoverageOfTests: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "coverage", abstract: "Run the tests in workflows/tests/ and tell what they touch.",
      discussion: """
        A file of tests is {"workflow": "daily", "tests": [{"name", "input", "mocks", "expect": {"status", "output", …}}]}; \
        sample_data/WORKFLOWS.md has it all. Ends with 1 when a test fails, or a workflow is touched less than --least says.
        """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    @Option(name: .long, help: "Percent of states and ways that each workflow's tests must touch.")
    var least: Double = 0

    func validate() throws {
      if !(0...100).contains(least) { throw ValidationError("--least is a number from 0 to 100.") }
    }

    func run() throws {
      let reports = try WorkflowFiles.tested(in: try project.folder())
      answer.show(["workflows": .array(reports.map(\.json))]) { _ in
        reports.isEmpty ? [StyledLine("there are no workflows", .dim)] : reports.flatMap(\.lines)
      }
      if reports.contains(where: { !$0.isGood(least: least) }) { throw ExitStatus.bad }
    }
  }
}

extension TestedWorkflow {
  var lines: [StyledLine] {
    var lines = [StyledLine("\(name)", .title)]
    for outcome in outcomes {
      let isGood = outcome.complaints.isEmpty
      lines.append(StyledLine("  \(isGood ? "passed" : "failed")  \(outcome.name)", isGood ? .ok : .failed))
      lines += outcome.complaints.map { StyledLine("          \($0)") }
    }
    lines.append(StyledLine("  \(touched) of \(all.count) states and ways touched, \(percent) %"))
    return lines + missing.map { StyledLine("  not touched: \(Self.words($0))", .late) }
  }

  private static func words(_ line: Coverage.Line) -> String {
    guard let way = line.way else { return "the state \(line.state)" }
    return "\(way.words) of \(line.state) to \(line.to ?? "the end")"
  }
}
