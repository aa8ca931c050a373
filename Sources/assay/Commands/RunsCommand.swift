import ArgumentParser
import Foundation
import JSON
import Operations
import Reports
import Words

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Executions, newest first; or one with its steps.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: "Only RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED ones.")
  var status: String?

  @Option(name: .long, help: ArgumentHelp("How many to list.", valueName: "count"))
  var limit = 20

  @Flag(
    name: .long,
    help: "Of one execution: the rows it changed, by table, and the Gold sheets' key figures before and after it.")
  var diff = false

  @Flag(
    name: .long,
    help: "Of one execution: OpenLineage run events, a line each, for a file or whatever command takes them.")
  var openlineage = false

  @Flag(name: .long, help: "Of one execution: everything that happened in it, in order.")
  var history = false

  @Argument(help: ArgumentHelp(ExecutionArgument.help))
  var execution: String?

  func run() throws {
    let operations = try project.history()
    guard let execution else {
      if openlineage || diff || history { throw ValidationError("name the execution, or say last") }
      return try list(operations)
    }
    let detail = try operations.running.execution(try ExecutionArgument.resolve(execution, in: operations))
    if openlineage {
      for event in OpenLineage(detail, in: operations.identity).events { print(event.text) }
      return
    }
    if history {
      let entries = try operations.running.history(HistoryQuery(execution: detail.summary.id))
      return answer.show(.array(entries.map(\.json)), zone: operations.identity.timeZone) {
        HistoryText.lines(entries, $0)
      }
    }
    var object = detail.json(now: Date()).objectValue ?? [:]
    let changed = diff ? try RunDiff(detail, with: operations) : nil
    if let changed { object["diff"] = changed.json }
    answer.show(.object(object), zone: operations.identity.timeZone) { page in
      ExecutionText.lines(detail, page) + (changed.map { RunDiffText.lines($0, page) } ?? [])
    }
  }

  private func list(_ operations: any EnvironmentReading) throws {
    let status = try status.map { try ExecutionStatus(named: $0) }
    let found = try operations.running.executions(ExecutionQuery(status: status, limit: limit))
    answer.show(.array(found.map(\.json)), zone: operations.identity.timeZone) { ExecutionsText.lines(found, $0) }
  }
}
