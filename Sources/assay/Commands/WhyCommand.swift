import ArgumentParser
import Operations
import Reports

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
    let report = try operations.explaining.why(try subject(operations))
    answer.show(report.json, zone: operations.identity.timeZone) { CausesText.lines(report, $0) }
    if !report.isWell { throw ExitStatus.bad }
  }

  private func subject(_ operations: any EnvironmentReading) throws -> CauseSubject {
    guard let name else { return .everything }
    do {
      let named = try operations.explaining.subject(named: name)
      // Of an execution and a schedule of one name the execution is meant.
      if case .schedule = named, let execution = execution(name, operations) { return .execution(execution) }
      return named
    } catch OperationsError.notFound(let text) {
      if name == "last" { return .execution(try ExecutionArgument.resolve(name, in: operations)) }
      guard let execution = execution(name, operations) else { throw Failure.usage(text) }
      return .execution(execution)
    }
  }

  private func execution(_ name: String, _ operations: any EnvironmentReading) -> String? {
    // Who names no execution means something else.
    try? ExecutionArgument.resolve(name, in: operations)
  }
}
