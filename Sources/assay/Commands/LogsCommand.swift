import ArgumentParser
import Clocks
import Foundation
import JSON
import Operations
import Reports
import Words

struct LogsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Log lines of an execution, oldest first.",
    discussion: "With --json each log line is one object on a line of its own.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Flag(name: .shortAndLong, help: "Go on until the execution ends.")
  var follow = false

  @Option(name: .long, help: "DEBUG, INFO, WARN or ERROR: this level and worse.")
  var level: String?

  @Option(name: .long, help: ArgumentHelp("Only lines since then: 15m, 2h, 2026-11-21T06:10:00Z.", valueName: "when"))
  var since: MomentArgument?

  @Option(name: .long, help: ArgumentHelp("Only lines that contain this text.", valueName: "text"))
  var grep: String?

  @Option(name: .long, help: ArgumentHelp("Only lines of this step.", valueName: "name"))
  var step: String?

  @Argument(help: ArgumentHelp(ExecutionArgument.help))
  var execution = "last"

  func run() throws {
    let operations = try project.history()
    let id = try ExecutionArgument.resolve(execution, in: operations)
    var query = LogQuery(execution: id, step: step, level: try level.map(Self.level))
    query.search = grep
    // An execution that does not exist has no log, and should say so instead of showing nothing.
    var isRunning = try operations.running.execution(id).summary.isRunning
    var all = try take(&query, operations)
    while true {
      show(all, operations.identity.timeZone)
      guard follow, isRunning else { return }
      usleep(200_000)
      // Asked before the lines are read, so that the last ones are not missed.
      isRunning = try operations.running.execution(id).summary.isRunning
      all = try take(&query, operations)
    }
  }

  /// All lines after the ones taken before.
  private func take(_ query: inout LogQuery, _ operations: any EnvironmentReading) throws -> [LogLine] {
    let start = since?.date(zone: operations.identity.timeZone)
    var lines: [LogLine] = []
    while true {
      let page = try operations.running.logs(query)
      lines += page.filter { line in start.map { line.at >= $0 } ?? true }
      guard let last = page.last else { return lines }
      query.afterID = last.id
      if page.count < query.limit { return lines }
    }
  }

  private func show(_ lines: [LogLine], _ zone: DayZone) {
    let console = Console.standard
    if answer.isJSON {
      for line in lines { console.print(data: line.json.text + "\n") }
    } else if !lines.isEmpty {
      console.print(lines.map { LogText.line($0, console.page(zone: zone)) })
    }
  }

  /// As a person gives it: `warn`, `WARNING`; four letters tell them apart.
  private static func level(_ text: String) throws(Failure) -> LogLevel {
    let wanted = text.lowercased().prefix(4)
    guard let level = LogLevel.allCases.first(where: { $0.description.hasPrefix(wanted) }) else {
      throw .usage("there is no level “\(text)”; there are DEBUG, INFO, WARN, ERROR")
    }
    return level
  }
}
