import Canvas
import Foundation
import Operations

/// Schedules as a list, and what became of their fires.
package enum ScheduleText {
  package static func lines(_ report: SchedulesReport, _ page: Page) -> [StyledLine] {
    guard !report.schedules.isEmpty else {
      return [StyledLine("No schedules; write one: schedules/NAME.yml (sample_data/SETTINGS.md says how)", .dim)]
    }
    var table = TextTable([
      .init("schedule"), .init("state"), .init("when"), .init("next (\(page.zone.label))"), .init("in", .right),
      .init("last", isFlexible: true), .init("missed 7 d", .right),
    ])
    for schedule in report.schedules { table.add(cells(schedule, report, page)) }
    return table.lines(page) + [StyledLine("")] + [line(report.scheduler, page)]
  }

  private static func cells(_ schedule: ScheduleSummary, _ report: SchedulesReport, _ page: Page) -> [StyledLine] {
    let wait = schedule.next.map { Self.wait($0.timeIntervalSince(report.asOf)) }
    return [
      StyledLine(schedule.name), state(schedule, page),
      StyledLine(schedule.expression + (schedule.timeZone == "UTC" ? "" : " " + schedule.timeZone)),
      StyledLine(
        schedule.next.map { MomentText.seconds($0, page) } ?? page.glyphs.dash, schedule.next == nil ? .dim : .text),
      StyledLine(wait ?? page.glyphs.dash), last(schedule, page),
      StyledLine("\(schedule.missed)", schedule.missed > 0 ? .failed : .dim),
    ]
  }

  private static func wait(_ seconds: TimeInterval) -> String {
    seconds < 60 ? AgeText.duration(seconds.rounded(.up)) : AgeText.coarse(seconds)
  }

  private static func state(_ schedule: ScheduleSummary, _ page: Page) -> StyledLine {
    switch schedule.state {
    case .on: StyledLine(schedule.waiting > 0 ? "waits" : "on", schedule.waiting > 0 ? .late : .ok)
    case .paused:
      StyledLine("paused" + (schedule.pausedUntil.map { " until " + MomentText.minutes($0, page) } ?? ""), .late)
    case .off: StyledLine("off", .dim)
    case .over: StyledLine("over", .dim)
    }
  }

  private static func last(_ schedule: ScheduleSummary, _ page: Page) -> StyledLine {
    guard let fire = schedule.last else { return StyledLine("never fired", .dim) }
    return outcome(fire, page) + StyledLine("  " + FigureLine.ago(fire.at, page), .dim)
  }

  private static func outcome(_ fire: ScheduleFireSummary, _ page: Page) -> StyledLine {
    if let status = fire.executionStatus { return StateText.line(status, page.glyphs) }
    switch fire.state {
    case .missed: return StyledLine(fire.number == 1 ? "missed" : "\(fire.number) missed", .failed)
    case .skipped: return StyledLine("skipped", .late)
    case .waiting, .started: return StyledLine(fire.state.rawValue.lowercased(), .late)
    }
  }

  private static func line(_ scheduler: SchedulerSummary, _ page: Page) -> StyledLine {
    switch scheduler.state {
    case .running:
      var line = StyledLine("the scheduler runs", .ok)
      if let process = scheduler.process { line.append(", process \(process)", .dim) }
      if let trouble = scheduler.trouble { line.append("; it cannot do its work: \(trouble)", .failed) }
      return line
    case .gone:
      let sign = scheduler.lastSign.map { "; its last sign was " + FigureLine.ago($0, page) } ?? ""
      return StyledLine("the scheduler ended\(sign); nothing starts until: assay schedule run", .failed)
    case .absent: return StyledLine("no scheduler ever ran here; nothing starts until: assay schedule run", .late)
    }
  }

  package static func lines(_ fires: [ScheduleFireSummary], _ page: Page) -> [StyledLine] {
    guard !fires.isEmpty else { return [StyledLine("No fire yet.", .dim)] }
    var table = TextTable([
      .init("fire (\(page.zone.label))"), .init("schedule"), .init("outcome"), .init("execution"),
      .init("note", isFlexible: true),
    ])
    for fire in fires {
      let first = fire.number > 1 ? "the first at \(MomentText.seconds(fire.firstAt, page))" : nil
      let notes = [fire.isLate && fire.execution != nil ? "late" : nil, first, fire.note].compactMap { $0 }
      table.add([
        StyledLine(MomentText.seconds(fire.at, page)), StyledLine(fire.schedule), outcome(fire, page),
        StyledLine(fire.execution ?? page.glyphs.dash), StyledLine(notes.joined(separator: "; "), .dim),
      ])
    }
    return table.lines(page)
  }
}
