import ArgumentParser
import Operations
import Reports

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Freshness and health of every layer and table.",
    discussion: """
      Ends with 1 when a freshness policy is in error, the newest build of a table failed, or an alarm is on that \
      nobody muted.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws { try Self.report(try project.reading(), json: answer.isJSON) }

  static func report(_ operations: any EnvironmentReading, json: Bool) throws {
    let report = try operations.watching.status()
    let console = Console.standard
    if json {
      console.print(report.json)
    } else {
      console.print(StatusText.lines(report, console.page(now: report.at, zone: report.identity.timeZone)))
    }
    if report.isBad { throw ExitStatus.bad }
  }
}
