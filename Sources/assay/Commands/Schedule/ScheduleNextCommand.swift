import ArgumentParser
import Clocks
import Foundation
import JSON
import Reports
import Schedules

extension ScheduleCommand {
  struct Next: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "next", abstract: "The next times an expression fires.",
      discussion: """
        The expression is EventBridge's: rate(5 minutes), cron(0 6 * * ? *) or at(2026-11-28T06:10:00). One time a \
        line (RFC 3339), strictly after --from; an expression that never fires again prints nothing.
        """)

    @OptionGroup var answer: AnswerOptions

    @Option(
      name: .long,
      help: ArgumentHelp(
        "After when: 2026-11-28T06:00:00Z, or a day or a time of the zone. Default: now.", valueName: "when"))
    var from: MomentArgument?

    @Option(name: .long, help: ArgumentHelp("How many times at most.", valueName: "number"))
    var count = 10

    @Option(
      name: .long,
      help: ArgumentHelp("The time zone local times are read in, such as Europe/London.", valueName: "name"))
    var timezone = "UTC"

    @Argument(help: "The expression.")
    var expression: String

    func validate() throws {
      guard (1...1_000_000).contains(count) else { throw ValidationError("--count is a number from 1 to 1000000") }
    }

    func run() throws {
      guard let zone = TimeZone(identifier: timezone) else {
        throw Failure.usage(
          "there is no time zone \(timezone); a name of the IANA list is meant, such as Europe/London")
      }
      let schedule: ScheduleExpression
      do {
        schedule = try ScheduleExpression(parsing: expression)
      } catch {
        throw Failure.usage("\(expression): \(error)")
      }
      let start = from?.date(zone: DayZone(zone)) ?? Date()
      let fires = Fires(of: schedule, after: start, zone: zone).prefix(count)
      let texts = fires.map { LocalTimestamp.text($0, in: zone) }
      answer.show(.array(texts.map(JSONValue.string))) { _ in texts.map { StyledLine($0) } }
    }
  }
}

/// RFC 3339 in whole seconds, as a clock of a zone shows it: `2026-11-28T06:10:00+01:00`, `Z` where it shows UTC.
private enum LocalTimestamp {
  static func text(_ moment: Date, in zone: TimeZone) -> String {
    let offset = zone.secondsFromGMT(for: moment)
    let local = Timestamp.text(moment.addingTimeInterval(TimeInterval(offset))).prefix(19)
    guard offset != 0 else { return local + "Z" }
    let minutes = abs(offset) / 60
    return local + String(format: "%@%02d:%02d", offset < 0 ? "-" : "+", minutes / 60, minutes % 60)
  }
}
