import Canvas
import Clocks
import Operations
import Words

/// Backfills, and which days there are.
package enum BackfillText {
  /// A month a line, a letter a day, and below it what is not done.
  package static func coverage(_ days: [CoverageDay], _ page: Page) -> [StyledLine] {
    let counts = CoverageDay.State.allCases.compactMap { state -> String? in
      let count = days.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    let open = days.filter { $0.state != .done && $0.state != .outside }
    return [StyledLine(counts.joined(separator: ", "))]
      + open.map { day in
        line(day.day, day.state.rawValue, mark(day.state), day.execution, day.note, page)
      }
  }

  package static func mark(_ state: CoverageDay.State) -> Status {
    switch state {
    case .done, .marked: .ok
    case .running: .running
    case .queued: .waiting
    case .failed: .failed
    case .outside, .missing: .unknown
    }
  }

  package static func mark(_ state: BackfillState) -> Status {
    switch state {
    case .succeeded: .ok
    case .running: .running
    case .failed: .failed
    case .cancelled, .paused: .stopped
    }
  }

  package static func mark(_ state: BackfillDayState) -> Status {
    switch state {
    case .succeeded, .marked: .ok
    case .running: .running
    case .queued: .waiting
    case .failed: .failed
    case .cancelled: .stopped
    }
  }

  package static func lines(_ backfill: BackfillSummary, _ page: Page) -> [StyledLine] {
    [headline(backfill, page)]
      + backfill.days.map { line($0.day, $0.state.rawValue, mark($0.state), $0.execution, $0.note, page) }
  }

  package static func list(_ backfills: [BackfillSummary], _ page: Page) -> [StyledLine] {
    backfills.isEmpty
      ? [StyledLine("No backfill yet; start one: assay backfill FROM TO", .dim)] : backfills.map { headline($0, page) }
  }

  private static func headline(_ backfill: BackfillSummary, _ page: Page) -> StyledLine {
    let mark = mark(backfill.state)
    var line =
      StyledLine("\(backfill.id)  ", .title)
      + StyledLine("\(mark.glyph(page.glyphs)) \(backfill.state.rawValue)", mark.role)
    let range = [backfill.days.first?.day, backfill.days.last?.day].compactMap { $0?.description }
    let done = backfill.count(.succeeded) + backfill.count(.marked)
    var facts = [range.joined(separator: " to "), "\(done) of \(backfill.days.count) days done"]
    if backfill.count(.failed) > 0 { facts.append("\(backfill.count(.failed)) failed") }
    if !backfill.tables.isEmpty { facts.append(backfill.tables.joined(separator: ", ")) }
    if !backfill.isOver, !backfill.isDriven {
      facts.append("nobody drives it: assay backfill resume \(backfill.id)")
    }
    line.append("  " + facts.joined(separator: page.glyphs.separator), .dim)
    return line
  }

  private static func line(
    _ day: CalendarDay, _ state: String, _ mark: Status, _ execution: String?, _ note: String?, _ page: Page
  ) -> StyledLine {
    let rest = [execution, note].compactMap { $0 }.joined(separator: "  ")
    return StyledLine("  \(day)  ")
      + StyledLine("\(mark.glyph(page.glyphs)) \(state)", mark.role).padded(to: 12) + StyledLine("  " + rest, .dim)
  }
}
