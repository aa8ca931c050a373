import ArgumentParser
import JSON
import Operations
import Reports

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "What this machine, terminal and project can do, and what mends the rest.",
    discussion: "Ends with 3 when something that is needed is missing.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let findings =
      project.machine.findings() + TerminalExamination(console: .standard).findings()
      + InstallationExamination(variables: Console.standard.variables).findings() + (try ofProject())
    answer.show(["findings": .array(findings.map(\.json))]) { FindingsText.lines(findings, $0) }
    if findings.contains(where: { $0.state == .missing }) { throw ExitStatus.missing }
  }

  private func ofProject() throws -> [Finding] {
    let checks: any ProjectChecking
    do throws(Failure) {
      checks = try project.checks()
    } catch {
      return [Finding("project", .ok, "none here; that is fine for checking this machine")]
    }
    return try checks.findings()
  }
}
