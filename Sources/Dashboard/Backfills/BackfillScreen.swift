import Canvas
import Clocks
import Foundation
import Interaction
import Operations
import Presentation
import Reports
import Widgets

/// Which days are done, failed or missing, and the runs that fill them: newest day first.
struct BackfillScreen: ListScreen {
  var feed = Feed<Whole, CoverageReport>(changesWithTime: true)
  var list = Listing(Self.columns([]), identity: { $0.day.description })
  var layout = ListLayout()
  private(set) var marked: Set<CalendarDay> = []
  private var lastMark: CalendarDay?

  let crumb = "Backfill"
  let scopes: [Scope] = [.backfill, .list, .rows]
  let loading = "looking which days there are"
  let exportName = "coverage"
  let nothingChosen = "no day is chosen"
  let detailRows = (tall: 6, usual: 5)

  static func columns(_ marked: Set<CalendarDay>) -> [ListColumn<CoverageDay>] {
    [
      ListColumn(
        "state", TableColumn("State", minimum: 9, priority: 9), value: { FieldValue($0.state.rawValue) },
        export: ListExport("state", at: 1) { $0.state.rawValue }
      ) { day, place in
        StateLook(BackfillText.mark(day.state), word: day.state.rawValue).cell(place.glyphs)
      },
      ListColumn(
        "day", TableColumn("Day", minimum: 16, priority: 9), .day, value: { FieldValue(day: $0.day) },
        export: ListExport("day", at: 0) { $0.day.description }
      ) { row, place in
        let text = "\(row.day) \(weekdays[row.day.weekday - 1])"
        return marked.contains(row.day)
          ? TableCell((place.glyphs.isASCII ? "* " : "● ") + text, role: .mark) : TableCell(text)
      },
      .text(
        "execution", TableColumn("Run", minimum: 20, priority: 7), role: .dim,
        export: ListExport("execution", at: 2) { $0.execution }
      ) { $0.execution ?? "" },
      .text(
        "note", TableColumn("Why", minimum: 16, ideal: 60, priority: 5, grows: true), role: .dim,
        export: ListExport("note", at: 3) { $0.note }
      ) { $0.note ?? "" },
    ]
  }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  func condition(_ desk: Desk) -> PaneCondition { feed.condition(desk) }
  var newest: BackfillSummary? { feed.value?.newest }
  var isMoving: Bool { newest?.state == .running }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.set(desk.clockText)
    return feed.ask(.coverage, Whole(), reason, desk, in: Slot("coverage"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    if let report = feed.take(arrival, of: .coverage) { list.set(report.days) }
    return []
  }

  /// What `b` would run: the marked days, else all that are missing or failed between the first that is done and today.
  var wanted: [CalendarDay] {
    if !marked.isEmpty { return list.rows.map(\.day).filter(marked.contains).sorted() }
    let first = list.rows.filter { !$0.isOpen && $0.state != .outside }.map(\.day).min()
    return list.rows.filter { row in row.isOpen && first.map { row.day >= $0 } ?? false }.map(\.day).sorted()
  }

  func destination(of day: CoverageDay) -> Destination? { day.execution.map { .execution($0) } }
  func copyText(of day: CoverageDay) -> CopyText {
    CopyText(
      what: "the day", text: [day.day.description, day.state.rawValue, day.execution ?? ""].joined(separator: "\t"))
  }
  var causeSubject: CauseSubject { list.selectedRow?.execution.map { .execution($0) } ?? .everything }

  func title(_ glyphs: Glyphs) -> String {
    let counts = CoverageDay.State.allCases.compactMap { state -> String? in
      let count = list.rows.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue.lowercased())"
    }
    let chosen = marked.isEmpty ? [] : ["\(marked.count) marked"]
    return (["The last \(list.rows.count) days"] + counts + chosen).joined(separator: glyphs.separator)
  }

  var emptyState: PaneState { PaneState.empty("No day matches \(list.filter.text)", advice: "Esc clears the filter") }

  func drawDetail(of day: CoverageDay, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel("Newest backfill")
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    guard let newest else {
      let advice = "None yet. Space and v mark days, b runs them: the oldest first, making way for every other run."
      for (row, line) in TextFit.wrap(advice, to: room.width).prefix(room.height).enumerated() {
        surface.write(line, in: room, row: row, style: Style(.dim))
      }
      return
    }
    let look = StateLook(BackfillText.mark(newest.state), word: newest.state.rawValue)
    let used = look.draw(into: &surface, at: room.origin, clip: room)
    let done = newest.count(.succeeded) + newest.count(.marked)
    let failed = newest.count(.failed)
    let facts = [
      "\(done) of \(newest.days.count) days done", failed == 0 ? "" : "\(failed) failed", newest.id,
      newest.isOver || newest.isDriven ? "" : "nobody drives it: p goes on",
    ]
    surface.write(
      facts.filter { !$0.isEmpty }.joined(separator: surface.glyphs.separator), in: room.inset(left: used + 2), row: 0)
    let cells = newest.days.map { BackfillText.mark($0.state).glyph(surface.glyphs) }.joined(separator: " ")
    for (row, line) in TextFit.wrap(cells, to: room.width).prefix(max(0, room.height - 1)).enumerated() {
      surface.write(line, in: room, row: row + 1, style: Style(.dim))
    }
  }

  mutating func mark() {
    guard let day = list.selectedRow?.day else { return }
    lastMark = day
    if marked.remove(day) == nil { marked.insert(day) }
    list.columns = Self.columns(marked)
    _ = list.perform(.down)
  }

  mutating func markRange() {
    let days = list.shown.map(\.day)
    guard let day = list.selectedRow?.day, let here = days.firstIndex(of: day) else { return }
    let from = lastMark.flatMap { days.firstIndex(of: $0) } ?? here
    marked.formUnion(days[min(from, here)...max(from, here)])
    list.columns = Self.columns(marked)
  }
}

/// The last days, and the newest backfill.
struct CoverageReport: Sendable, Hashable {
  var days: [CoverageDay]
  var newest: BackfillSummary?
  /// The median of the last runs, in seconds.
  var typicalSeconds: Double?
}

extension Question where Key == Whole, Value == CoverageReport {
  static var coverage: Self {
    Question("coverage") { operations, _ in
      let today = operations.identity.timeZone.day(try operations.watching.status().at)
      let days = try operations.backfilling.coverage(
        from: today.advanced(by: -BackfillScreen.days + 1), until: today, tables: [], asOf: nil)
      let runs = try operations.running.executions(ExecutionQuery(status: .succeeded, limit: 7))
      let seconds = runs.compactMap { run in run.endedAt.map { $0.timeIntervalSince(run.startedAt) } }.sorted()
      return CoverageReport(
        days: days.reversed(), newest: try operations.backfilling.backfills().first,
        typicalSeconds: seconds.isEmpty ? nil : seconds[seconds.count / 2])
    }
  }
}

extension BackfillScreen {
  static let days = 60
}

extension Destination {
  static let backfill = Destination("backfill") { stacks, _ in stacks.push(BackfillScreen(), on: .runs, keeping: 1) }
}
