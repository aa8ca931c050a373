import ArgumentParser
import LocalOperations
import Operations
import Project
import Reports
import Words

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "From what is late, failed or in ALARM to its first cause, and what mends it.",
    discussion: """
      Each link of the chain comes with its evidence: run, step, line of the log, file, rule, schedule. Without a name \
      it is about the worst there is. Ends with 1 when something is wrong.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Argument(help: ArgumentHelp("A table, an alarm, a schedule, an execution's id or 'last'.", valueName: "name"))
  var name: String?

  func run() throws {
    let operations = try project.history()
    let report = try operations.why(try subject(operations.local, operations))
    answer.show(report.json, zone: operations.identity.timeZone) { CausesText.lines(report, $0) }
    if !report.isWell { throw ExitStatus.bad }
  }

  private func subject(_ local: LocalEnvironment, _ operations: LocalOperations) throws -> CauseSubject {
    guard let name else { return .everything }
    let tables = local.project.tables
    if tables.contains(where: { $0.description == name || $0.name == name }) {
      return .table(try local.project.table(named: name).description)
    }
    if local.project.alarms.contains(where: { $0.definition.name == name }) { return .alarm(name) }
    if name == "last" || (try? ExecutionArgument.resolve(name, in: operations)) != nil {
      return .execution(try ExecutionArgument.resolve(name, in: operations))
    }
    if local.project.schedules.contains(where: { $0.name == name }) { return .schedule(name) }
    let known =
      tables.map(\.description) + local.project.alarms.map(\.definition.name)
      + local.project.schedules.map(\.name)
    throw Failure.usage(
      "there is no table, alarm, schedule or execution \(name)\(NearestName.hint(for: name, among: known))")
  }
}
