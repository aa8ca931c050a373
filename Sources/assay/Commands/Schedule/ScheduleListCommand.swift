import ArgumentParser
import Clocks
import Foundation
import JSON
import Operations
import Reports

extension ScheduleCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The project's schedules: next fire, last outcome, what was missed.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    func run() throws {
      let operations = try project.reading()
      let report = try operations.scheduling.schedules(asOf: nil)
      answer.show(report.json, zone: operations.identity.timeZone) { ScheduleText.lines(report, $0) }
    }
  }

  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "history", abstract: "What became of fires, newest first.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    @Option(name: .long, help: ArgumentHelp("How many to list.", valueName: "count"))
    var limit = 20

    @Argument(help: "The schedule. Default: all.")
    var schedule: String?

    func run() throws {
      let operations = try project.reading()
      let fires = try operations.scheduling.scheduleFires(of: schedule, before: nil, limit: limit)
      answer.show(.array(fires.map(\.json)), zone: operations.identity.timeZone) { ScheduleText.lines(fires, $0) }
    }
  }

  struct Pause: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pause", abstract: "Let a schedule pass over its fires until it is resumed.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var change: ProtectedChange

    @Option(
      name: .long,
      help: ArgumentHelp("It resumes by itself then: 2026-11-29T06:00:00Z, or 2h from now.", valueName: "when"))
    var until: FutureArgument?

    @Argument(help: "The schedule.")
    var schedule: String

    func run() throws {
      let operations = try project.operations()
      try change.confirm(operations.identity)
      let zone = operations.identity.timeZone
      let end = until?.date(zone: zone)
      try operations.scheduling.pauseSchedule(schedule, until: end)
      let until = end.map { " until \(MomentText.seconds($0, in: zone)) \(zone.label)" }
      let text = until ?? "; it fires again after: assay schedule resume \(schedule)"
      let json: JSONValue = [
        "schedule": .string(schedule), "paused": true, "until": .optional(end.map(Timestamp.text)),
      ]
      answer.show(json) { _ in [StyledLine("\(schedule) is paused\(text)")] }
    }
  }

  struct Resume: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resume", abstract: "Let a paused schedule fire again, from now on.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    @Argument(help: "The schedule.")
    var schedule: String

    func run() throws {
      let wasPaused = try project.operations().scheduling.resumeSchedule(schedule)
      answer.show(["schedule": .string(schedule), "wasPaused": .bool(wasPaused)]) { _ in
        [StyledLine(wasPaused ? "\(schedule) fires again" : "\(schedule) was not paused")]
      }
    }
  }

  struct Fire: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fire", abstract: "Let a schedule fire once now, as if it were due.",
      discussion: "A scheduler starts what it starts: assay schedule run.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var change: ProtectedChange

    @Argument(help: "The schedule.")
    var schedule: String

    func run() throws {
      let operations = try project.operations()
      try change.confirm(operations.identity)
      let scheduling: any ScheduleOperations = try operations.scheduling
      try scheduling.fireSchedule(schedule)
      let isServed = try scheduling.schedules(asOf: nil).scheduler.state == .running
      answer.show(["schedule": .string(schedule), "waiting": true, "schedulerRuns": .bool(isServed)]) { _ in
        [
          StyledLine(
            isServed
              ? "\(schedule) fires now; see: assay schedule history \(schedule)"
              : "\(schedule) fires as soon as a scheduler runs: assay schedule run")
        ]
      }
    }
  }
}
