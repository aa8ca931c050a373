import Canvas
import Clocks
import Foundation
import Interaction
import Operations
import Presentation
import Widgets

/// Runs from left to right, steps from top to bottom, and a calendar of the days beside it.
struct RunGridScreen: Screen {
  private(set) var feed = Feed<Whole, RunGrid>(changesWithTime: false)
  /// Position of the chosen run; nil: the newest.
  private var column: Int?
  /// Row 0 is the run itself.
  private var rows = ListCursor()
  private var frame = Rect.zero

  /// Runs that are read at most.
  static let most = 60
  private static let cell = 3
  private static let calendarWidth = 3 * 13 + 6

  let crumb = "Grid"
  let scopes: [Scope] = [.list, .runs]
  private var grid: RunGrid? { feed.value }

  var isMoving: Bool { grid?.runs.last?.summary.isRunning ?? false }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    feed.ask(.runGrid, Whole(), reason, desk, in: Slot("run.grid"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    feed.take(arrival, of: .runGrid)
    return []
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    guard let grid, !grid.runs.isEmpty else { return [] }
    let last = grid.runs.count - 1
    switch action {
    case .left: column = max(0, (column ?? last) - 1)
    case .right: column = min(last, (column ?? last) + 1)
    case .enter: return open()
    default: _ = rows.move(action, count: grid.steps.count + 1)
    }
    return []
  }

  func availability(of action: ActionID) -> Availability {
    action == .enter && chosen == nil ? .disabled(reason: "no run is chosen") : .enabled
  }

  private func open() -> Effects {
    guard let run = chosen else { return [] }
    let place: Destination = stepName.map { .step(execution: run.summary.id, step: $0) } ?? .execution(run.summary.id)
    return [.go(place)]
  }

  private var position: Int? { grid.flatMap { $0.runs.isEmpty ? nil : min(column ?? .max, $0.runs.count - 1) } }
  private var chosen: ExecutionDetail? { position.flatMap { grid?.runs[$0] } }

  /// The chosen step, where the chosen run has it.
  private var stepName: String? {
    guard rows.selected > 0, let grid, grid.steps.indices.contains(rows.selected - 1), let position,
      grid.step(grid.steps[rows.selected - 1], of: position) != nil
    else { return nil }
    return grid.steps[rows.selected - 1]
  }

  var subject: RunSubject {
    guard let run = chosen?.summary else { return .nothing(why: "no run is chosen") }
    return stepName.map { .tables([$0], of: run) } ?? .execution(run)
  }

  var causeSubject: CauseSubject {
    guard let run = chosen?.summary else { return .everything }
    return stepName.map { .step($0, execution: run.id) } ?? .execution(run.id)
  }

  func copyText(_ desk: Desk) -> CopyText? {
    chosen.map {
      CopyText(what: "what is chosen", text: [$0.summary.id, stepName].compactMap { $0 }.joined(separator: "\t"))
    }
  }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    frame = rect
    let visible = max(1, PaneFrame.room(rect).height - 3)
    rows.arrange(visible: visible, count: (grid?.steps.count ?? 0) + 1)
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    let title = grid.map { "Steps of the last \($0.runs.count) runs" } ?? "Steps of runs"
    PaneFrame(title: title, isFocused: true, loading: "reading the runs").draw(feed, desk, into: &surface, in: frame) {
      grid, surface, room in
      guard !grid.runs.isEmpty else {
        return PaneState.empty("Nothing has run yet.", advice: "r runs everything").draw(into: &surface, in: room)
      }
      let showsCalendar = room.width >= 100 && room.height >= 12
      let main = showsCalendar ? room.inset(right: Self.calendarWidth + 2) : room
      draw(grid, into: &surface, in: main, desk)
      if showsCalendar {
        RunCalendar(days: grid.days, today: desk.clockText.today).draw(
          into: &surface, in: room.right(Self.calendarWidth))
      }
    }
  }

  private func draw(_ grid: RunGrid, into surface: inout Surface, in room: Rect, _ desk: Desk) {
    let names = min(room.width / 3, max(8, grid.steps.map { TextWidth.of($0) }.max() ?? 8))
    let fits = max(1, (room.width - names - 2) / Self.cell)
    let chosenRun = position ?? 0
    let first = max(
      0, min(grid.runs.count - fits, max(grid.runs.count - fits, 0) < chosenRun ? grid.runs.count - fits : chosenRun))
    let shown = Array(grid.runs.indices.dropFirst(first).prefix(fits))
    for (offset, run) in shown.enumerated() {
      let day = grid.runs[run].summary.runDate.map { "\($0.components.day)" } ?? "--"
      let place = Point(x: room.x + names + 2 + offset * Self.cell, y: room.y)
      surface.write(
        day.count < 2 ? " " + day : day, at: place, style: Style(run == chosenRun ? .accent : .dim), clip: room)
    }
    let all = ["the run"] + grid.steps
    let height = max(0, room.height - 3)
    for line in 0..<min(height, all.count - rows.offset) {
      let row = rows.offset + line
      drawRow(all[row], row, shown, chosenRun, names, grid, &surface, room.row(line + 1))
    }
    drawChosen(&surface, room.bottom(2), desk)
  }

  private func drawRow(
    _ name: String, _ row: Int, _ shown: [Int], _ chosenRun: Int, _ names: Int, _ grid: RunGrid,
    _ surface: inout Surface, _ line: Rect
  ) {
    let isChosenRow = row == rows.selected
    surface.write(name, in: line.left(names), style: Style(isChosenRow ? .accent : row == 0 ? .title : .text))
    for (offset, run) in shown.enumerated() {
      let look = row == 0 ? grid.runs[run].summary.look : grid.step(name, of: run)?.look
      let isChosen = isChosenRow && run == chosenRun
      let place = Point(x: line.x + names + 2 + offset * Self.cell, y: line.y)
      let ground: Ground = isChosen ? .selection : .screen
      if isChosen {
        surface.fill(Rect(x: place.x, y: place.y, width: Self.cell - 1, height: 1), style: Style(.text, on: ground))
        surface.cursor = place
      }
      let glyph = look.map { $0.status.glyph(surface.glyphs) } ?? (surface.glyphs.isASCII ? "." : "·")
      surface.write(glyph, at: place, style: Style(look?.role ?? .dim, on: ground), clip: line)
    }
  }

  /// The chosen run or step in words, as no glyph alone is.
  private func drawChosen(_ surface: inout Surface, _ room: Rect, _ desk: Desk) {
    guard let run = chosen, let grid else { return }
    let step = stepName.flatMap { name in run.steps.first { $0.name == name } }
    let look = step?.look ?? run.summary.look
    let used = look.draw(into: &surface, at: room.origin, clip: room)
    let took = step.flatMap { $0.seconds(now: desk.now) } ?? (step == nil ? run.summary.seconds(now: desk.now) : nil)
    let repair = run.summary.repairedBy.map { "repaired by \($0)" }
    let often = stepName.map { grid.failures(of: $0) } ?? 0
    let facts = [
      stepName, run.summary.dayText, desk.clockText.moment(run.summary.startedAt), took.map(AgeText.duration), repair,
      often > 1 ? "failed in \(often) of these runs" : nil,
    ].compactMap { $0 }
    surface.write(facts.joined(separator: surface.glyphs.separator), in: room.inset(left: used + 2), row: 0)
    let why = step.map { $0.toldCause ?? $0.message ?? "" } ?? run.summary.brief
    surface.write(TextSanitizer.line(why), in: room, row: 1, style: Style(.dim))
  }
}

/// Twelve weeks of days, a week a column: how the newest run of each ended.
struct RunCalendar {
  let days: [CalendarDay: ExecutionSummary]
  let today: CalendarDay

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let weeks = 13

  func draw(into surface: inout Surface, in rect: Rect) {
    let monday = today.advanced(by: 1 - today.weekday)
    for week in 0..<Self.weeks {
      let first = monday.advanced(by: 7 * (week - Self.weeks + 1))
      let x = rect.x + 5 + week * 3
      // The first week's month has no room where another begins right beside it.
      if first.components.day <= 7 || (week == 0 && first.advanced(by: 7).components.day > 7) {
        let head = Point(x: x, y: rect.y)
        surface.write(String(ClockText.day(first).suffix(3)), at: head, style: Style(.dim), clip: rect)
      }
      for weekday in 0..<7 {
        draw(first.advanced(by: weekday), at: Point(x: x, y: rect.y + 1 + weekday), &surface, rect)
      }
    }
    for (row, name) in Self.weekdays.enumerated() where row < rect.height - 1 {
      surface.write(name, in: rect, row: row + 1, style: Style(.dim))
    }
  }

  private func draw(_ day: CalendarDay, at place: Point, _ surface: inout Surface, _ rect: Rect) {
    guard day <= today else { return }
    let look = days[day]?.look
    let glyph = look.map { $0.status.glyph(surface.glyphs) } ?? (surface.glyphs.isASCII ? "." : "·")
    surface.write(glyph, at: place, style: Style(look?.role ?? .dim, on: .screen), clip: rect)
  }
}

extension Destination {
  static let runGrid = Destination("run grid") { stacks, _ in stacks.push(RunGridScreen(), on: .runs, keeping: 1) }
}

extension DashboardPage {
  static let runGrid = DashboardPage(
    RunGridScreen.self,
    opening: Action(
      .runGrid, "grid", keys: ["t"], in: .runs, summary: "steps against runs, and a calendar of the days",
      group: "Runs", prominence: 0),
    to: .runGrid)
}

extension ActionID {
  static let runGrid = ActionID("open.grid")
}
