import ArgumentParser
import Clocks
import Foundation
import LocalOperations
import Operations
import Reports
import Runs

struct BackfillStartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Run the days that no run has succeeded for.",
    discussion: "--coverage only shows which days there are. Ends with 0 only when every day is done.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var change: ProtectedChange

  @Argument(help: "The first day.") var from: DayArgument
  @Argument(help: "The last day.") var until: DayArgument

  @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Only these tables.", valueName: "name"))
  var table: [String] = []
  @Flag(name: .long, help: "And everything those are made from.") var upstream = false
  @Flag(name: .long, help: "And everything that is made from those.") var downstream = false
  @Option(name: .long, help: ArgumentHelp("How many days may run at the same time.", valueName: "count"))
  var maxConcurrency = 1
  @Flag(name: .long, help: "Also the days that are done.") var all = false
  @Flag(name: .long, help: "Show which days are done, failed or missing; run nothing.") var coverage = false
  @Flag(name: .long, help: "Start it and return at once with its id.") var detach = false

  func run() throws {
    let local = try project.open(for: coverage ? .looking : .working)
    let operations = LocalOperations(local)
    let zone = local.project.timeZone
    let tables = try table.map { try local.project.table(named: $0).description }
    let days = try operations.coverage(
      from: from.day(in: zone), until: until.day(in: zone), tables: tables, asOf: nil)
    if coverage {
      return answer.show(.array(days.map(\.json)), zone: zone) { BackfillText.coverage(days, $0) }
    }
    // Who names days before the first run means them: history is filled that way.
    let wanted = days.filter {
      all ? $0.state != .running && $0.state != .queued : $0.isOpen || $0.state == .outside
    }.map(\.day)
    guard !wanted.isEmpty else {
      return answer.show(["backfill": .null, "days": []], zone: zone) { _ in
        [StyledLine("Every day is done, runs, or waits; nothing was started.")]
      }
    }
    try change.confirm(local.identity)
    let request = RunRequest(tables: tables, upstream: upstream, downstream: downstream)
    let id = try operations.startBackfill(wanted, request, atOnce: maxConcurrency)
    if detach { return try BackfillShowCommand.show(id, operations, answer) }
    let end = try BackfillFollower(operations, answer).follow(id)
    if end.state != "SUCCEEDED" { throw ExitStatus.bad }
  }

  func validate() throws {
    if (upstream || downstream) && table.isEmpty {
      throw ValidationError("--upstream and --downstream need --table: without it all tables are built anyway")
    }
    if !(1...8).contains(maxConcurrency) { throw ValidationError("--max-concurrency is 1 to 8") }
  }
}

/// Waits for a backfill, and tells each day that ends. Ctrl-C leaves it alive, and says how it is cancelled.
struct BackfillFollower {
  private let operations: LocalOperations
  private let answer: AnswerOptions

  init(_ operations: LocalOperations, _ answer: AnswerOptions) { (self.operations, self.answer) = (operations, answer) }

  func follow(_ id: String) throws -> BackfillSummary {
    var told: Set<CalendarDay> = []
    while true {
      let summary = try BackfillShowCommand.find(id, operations)
      if !answer.isJSON {
        for day in summary.days where !["QUEUED", "RUNNING"].contains(day.state) && told.insert(day.day).inserted {
          Console.standard.print([
            StyledLine("\(day.day) \(day.state) \([day.execution, day.note].compactMap { $0 }.joined(separator: " "))")
          ])
        }
      }
      let isAtRest = summary.isOver || (summary.state == "PAUSED" && summary.count("RUNNING") == 0)
      if isAtRest {
        if answer.isJSON { Console.standard.print(summary.json) }
        return summary
      }
      usleep(300_000)
    }
  }
}
