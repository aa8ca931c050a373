import ArgumentParser
import Clocks
import Foundation
import Operations
import Reports

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
    if coverage {
      let operations = try project.reading()
      let zone = operations.identity.timeZone
      let days = try days(try operations.running.tables(named: table), try operations.backfilling, zone)
      return answer.show(.array(days.map(\.json)), zone: zone) { BackfillText.coverage(days, $0) }
    }
    let operations = try project.operations()
    let backfilling: any BackfillOperations = try operations.backfilling
    let zone = operations.identity.timeZone
    let tables = try operations.running.tables(named: table)
    let days = try days(tables, backfilling, zone)
    // Who names days before the first run means them: history is filled that way.
    let wanted = days.filter {
      all ? $0.state != .running && $0.state != .queued : $0.isOpen || $0.state == .outside
    }.map(\.day)
    guard !wanted.isEmpty else {
      return answer.show(["backfill": .null, "days": []], zone: zone) { _ in
        [StyledLine("Every day is done, runs, or waits; nothing was started.")]
      }
    }
    try change.confirm(operations.identity)
    let request = RunRequest(tables: tables, upstream: upstream, downstream: downstream)
    let id = try backfilling.startBackfill(wanted, request, atOnce: maxConcurrency)
    if detach { return try BackfillShowCommand.show(id, backfilling, answer) }
    let end = try BackfillFollower(backfilling, answer).follow(id)
    if end.state != .succeeded { throw ExitStatus.bad }
  }

  private func days(
    _ tables: [String], _ backfilling: any BackfillReading, _ zone: DayZone
  ) throws -> [CoverageDay] {
    try backfilling.coverage(from: from.day(in: zone), until: until.day(in: zone), tables: tables, asOf: nil)
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
  private let backfilling: any BackfillReading
  private let answer: AnswerOptions

  init(_ backfilling: any BackfillReading, _ answer: AnswerOptions) {
    (self.backfilling, self.answer) = (backfilling, answer)
  }

  func follow(_ id: String) throws -> BackfillSummary {
    var told: Set<CalendarDay> = []
    while true {
      let summary = try BackfillShowCommand.find(id, backfilling)
      if !answer.isJSON {
        for day in summary.days where ![.queued, .running].contains(day.state) && told.insert(day.day).inserted {
          Console.standard.print([
            StyledLine(
              "\(day.day) \(day.state.rawValue) \([day.execution, day.note].compactMap { $0 }.joined(separator: " "))")
          ])
        }
      }
      let isAtRest = summary.isOver || (summary.state == .paused && summary.count(.running) == 0)
      if isAtRest {
        if answer.isJSON { Console.standard.print(summary.json) }
        return summary
      }
      usleep(300_000)
    }
  }
}
