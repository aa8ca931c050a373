import ArgumentParser
import JSON
import Reports

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "What this machine, terminal and project can do, and what mends the rest.",
    discussion: "Ends with 3 when something that is needed is missing.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let findings =
      EngineExamination().findings() + TerminalExamination(console: .standard).findings()
      + InstallationExamination(variables: Console.standard.variables).findings()
      + ProjectExamination(options: project).findings()
    answer.show(["findings": .array(findings.map(\.json))]) { Finding.lines(findings, $0) }
    if findings.contains(where: { $0.state == .missing }) { throw ExitStatus.missing }
  }
}
