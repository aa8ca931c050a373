import ArgumentParser
import Foundation
import Operations
import Reports

struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "What happened since a moment: the hand-over of a shift.",
    discussion: """
      Runs, failures and what repaired them, stops, alarms, rules that did not hold, changed columns and definitions, and \
      who did what; what is still open comes first. Text to paste, or JSON.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Option(
    name: .long,
    help: ArgumentHelp("From when: 12h, 3d, a day or a moment (2026-11-28T20:00).", valueName: "when"))
  var since = MomentArgument(hours: 12)

  @Option(name: .long, help: ArgumentHelp("Until when. Default: now.", valueName: "when"))
  var until: MomentArgument?

  func run() throws {
    let operations = try project.history()
    let (zone, now) = (operations.identity.timeZone, Date())
    let from = since.date(now: now, zone: zone)
    let end = until.map { $0.date(now: now, zone: zone) }
    if let end, end < from { throw Failure.usage("--until is before --since; nothing happened then") }
    let handOver = try operations.handingOver.handOver(since: from, asOf: end)
    answer.show(handOver.json, zone: zone) { HandOverText.lines(handOver, $0) }
  }
}
