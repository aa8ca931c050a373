import Canvas
import Foundation
import Interaction
import Operations
import Presentation
import Widgets

/// What stands in a row of the screen: a schedule, or a source whose files it waits for.
enum DutyRow: Sendable, Hashable {
  case schedule(ScheduleSummary)
  case source(SourceDelivery)

  var schedule: ScheduleSummary? { if case .schedule(let schedule) = self { schedule } else { nil } }
  var source: SourceDelivery? { if case .source(let source) = self { source } else { nil } }
  var name: String { schedule?.name ?? source?.name ?? "" }
  var identity: String { (schedule == nil ? "source " : "schedule ") + name }
  var stateText: String { schedule?.state.rawValue ?? source?.state.rawValue ?? "" }
}

/// What starts by itself: the next fires, what became of the last, what was missed, and whether a scheduler runs; and what the
/// sources delivered, and owe.
struct SchedulesScreen: ListScreen {
  private var feed = Feed<Whole, SchedulesReport>()
  var list = Listing(Self.columns, identity: \.identity)
  var layout = ListLayout()

  let crumb = "Schedules"
  let scopes: [Scope] = [.list, .rows, .schedules]
  let loading = "reading the schedules"
  let nothingChosen = "no schedule is chosen"
  let exportName = "schedules"
  let detailRows = (tall: 8, usual: 6)

  static let columns: [ListColumn<DutyRow>] = [
    ListColumn(
      "state", TableColumn("State", minimum: 11, ideal: 11, priority: 9), value: { FieldValue($0.stateText) },
      export: ListExport("state", at: 1) { $0.stateText }
    ) { ($0.schedule?.look ?? $0.source?.look ?? StateLook(.unknown)).cell($1.glyphs) },
    .text(
      "schedule", TableColumn("Name", minimum: 9, ideal: 22, priority: 9), width: .names,
      export: ListExport("schedule", at: 0) { $0.name }
    ) { $0.name },
    ListColumn(
      "next", TableColumn("Next", minimum: 22, ideal: 26, priority: 8), .moment,
      value: { FieldValue(moment: $0.schedule?.next) },
      export: ListExport("next", at: 3) { $0.schedule?.next.map(ExportTable.moment) }
    ) { row, place in
      if let source = row.source { return source.expectation(place.glyphs) }
      guard let next = row.schedule?.next else { return TableCell(place.glyphs.dash, role: .dim) }
      return TableCell("\(place.clock.moment(next)), \(Self.wait(next.timeIntervalSince(place.now)))")
    },
    ListColumn(
      "last", TableColumn("Last", minimum: 22, ideal: 24, priority: 7),
      value: { FieldValue($0.schedule?.last?.outcome ?? $0.source?.lastFile ?? "") },
      export: ListExport("last", at: 4) { $0.schedule?.last?.outcome ?? $0.source?.lastFile }
    ) { row, place in
      if let source = row.source { return source.lastCell(place.now) }
      guard let last = row.schedule?.last else { return TableCell("never", role: .dim) }
      return TableCell("\(last.outcome), \(place.clock.moment(last.at))", role: last.role)
    },
    ListColumn(
      "missed", TableColumn("Missed 7 d", align: .right, priority: 6), .number,
      value: { FieldValue(count: Int64($0.schedule?.missed ?? 0)) },
      export: ListExport("missed", at: 5) { $0.schedule.map { "\($0.missed)" } }
    ) { row, _ in
      guard let missed = row.schedule?.missed else { return TableCell("") }
      return TableCell("\(missed)", role: missed > 0 ? .failed : .dim)
    },
    .text(
      "when", TableColumn("When", minimum: 18, ideal: 40, priority: 5, grows: true), role: .dim,
      export: ListExport("expression", at: 2) { $0.schedule?.expression }
    ) { row in
      guard let schedule = row.schedule else { return row.source?.lastFile.map { "newest \($0)" } ?? "" }
      return schedule.timeZone == "UTC" ? schedule.expression : "\(schedule.expression) \(schedule.timeZone)"
    },
  ]

  private static func wait(_ seconds: TimeInterval) -> String {
    seconds < 60 ? "now" : "in " + AgeText.coarse(seconds)
  }

  func condition(_ desk: Desk) -> PaneCondition { feed.condition(desk) }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.set(desk.clockText)
    return feed.ask(.schedules, Whole(), reason, desk, in: Slot("schedules"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    if let report = feed.take(arrival, of: .schedules) {
      list.set(report.schedules.map(DutyRow.schedule) + report.sources.map(DutyRow.source))
    }
    return []
  }

  func title(_ glyphs: Glyphs) -> String {
    let filtered = list.filter.isEmpty ? "" : "\(list.count) match \(list.filter.text)"
    let scheduler = feed.value.map { $0.schedules.isEmpty ? "" : Self.sentence($0.scheduler) } ?? ""
    return ["Schedules and sources", scheduler, filtered].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  private static func sentence(_ scheduler: SchedulerSummary) -> String {
    switch scheduler.state {
    case .running: scheduler.trouble == nil ? "the scheduler runs" : "the scheduler cannot do its work"
    case .gone: "the scheduler ended: nothing starts"
    case .absent: "no scheduler runs: nothing starts"
    }
  }

  var emptyState: PaneState {
    list.rows.isEmpty
      ? PaneState.empty("The project has no schedules and no sources.", advice: "Write one: schedules/NAME.yml.")
      : PaneState.empty("Nothing matches \(list.filter.text)", advice: "Esc clears the filter")
  }

  func destination(of row: DutyRow) -> Destination? {
    row.schedule?.last?.execution.map { .execution($0) }
  }

  /// The schedule, or the table that the source becomes.
  var causeSubject: CauseSubject {
    switch list.selectedRow {
    case .schedule(let schedule): .schedule(schedule.name)
    case .source(let source): .table("bronze." + source.name)
    case nil: .everything
    }
  }

  func copyText(of row: DutyRow) -> CopyText {
    guard let source = row.source else { return CopyText(what: "the schedule's name", text: row.name) }
    return CopyText(what: "the source's newest file", text: source.lastFile ?? source.name)
  }

  /// A tall screen has room for the fires of the chosen schedule: what the rows do not need.
  mutating func arrange(in rect: Rect, _ desk: Desk) {
    let left = min(FiresPicture.mostRows + 8, rect.height - list.count - 4)
    let tall = list.rows.contains { $0.schedule != nil } ? max(detailRows.tall, left) : detailRows.tall
    layout = ListLayout(rect, detailRows: list.count == 0 ? (0, 0) : (tall, detailRows.usual))
    list.arrange(visible: TableView.visibleRows(in: layout.table))
  }

  func drawDetail(of row: DutyRow, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel(row.schedule == nil ? "source \(row.name)" : row.name)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    let texts = row.schedule.map { details(of: $0, desk) } ?? row.source?.details(desk.clockText) ?? []
    var line = 0
    for text in texts where line < room.height {
      let wrapped = TextFit.wrap(
        TextSanitizer.line(text), to: max(1, room.width), rows: room.height - line, glyphs: surface.glyphs)
      for (offset, part) in wrapped.enumerated() { surface.write(part, in: room, row: line + offset) }
      line += max(1, wrapped.count)
    }
    guard let schedule = row.schedule else { return }
    FiresPicture(schedule, desk).draw(into: &surface, in: room.inset(top: line + 1))
  }

  private func details(of schedule: ScheduleSummary, _ desk: Desk) -> [String] {
    let tables = schedule.tables.isEmpty ? "every table" : schedule.tables.joined(separator: ", ")
    let what = schedule.workflow.map { "starts the workflow \($0)" } ?? "runs \(tables)"
    return [schedule.description, what, schedule.pauseText(desk.clockText), schedule.last?.note, advice]
      .compactMap { $0 }
  }

  /// What brings the scheduler back.
  private var advice: String? {
    guard let scheduler = feed.value?.scheduler else { return nil }
    return scheduler.trouble ?? (scheduler.state == .running ? nil : "Start it: assay schedule run")
  }
}

// MARK: what can be done

extension SchedulesScreen {
  static let actions: [Action] = [
    Action(
      .pause, "pause", keys: ["p"], in: .schedules, summary: "let it pass over its fires, or go on",
      group: "Schedules", prominence: 7)
  ]

  func availability(of action: ActionID) -> Availability {
    guard [.enter, .pause].contains(action) else { return .enabled }
    guard let row = list.selectedRow else { return .disabled(reason: nothingChosen) }
    guard let schedule = row.schedule else { return .disabled(reason: "it is a source, which nothing starts") }
    switch action {
    case .enter where destination(of: row) == nil: return .disabled(reason: "it has started nothing yet")
    case .pause where schedule.state == .off: return .disabled(reason: "its file says that it is off")
    case .pause where schedule.state == .over: return .disabled(reason: "it never fires again")
    default: return .enabled
    }
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    if action == .enter { return enter() }
    guard action == .pause else {
      _ = list.perform(action)
      return []
    }
    guard let schedule = list.selectedRow?.schedule else { return [] }
    if let obstacle = OperatorVerb.obstacle(desk) { return [.notify(Notice(obstacle, .warning))] }
    return Self.pause(schedule).effects(desk)
  }

  private static func pause(_ schedule: ScheduleSummary) -> OperatorVerb {
    let (name, isPaused) = (schedule.name, schedule.state == .paused)
    return OperatorVerb(
      question: isPaused ? "Let \(name) fire again?" : "Pause \(name)?", confirm: isPaused ? "Resume" : "Pause",
      deed: Deed(.schedule, else: isPaused ? "not resumed" : "not paused") { operations in
        let schedules = try operations.scheduling
        if isPaused { _ = try schedules.resumeSchedule(name) } else { try schedules.pauseSchedule(name, until: nil) }
        return isPaused ? "\(name) fires again" : "\(name) is paused"
      })
  }
}

extension ScheduleSummary {
  fileprivate var look: StateLook {
    switch state {
    // Green would promise what nobody does.
    case .on: waiting > 0 ? StateLook(.waiting) : StateLook(isServed ? .ok : .late, word: "ON")
    case .paused: StateLook(.late, word: "PAUSED")
    case .off: StateLook(.skipped, word: "OFF")
    case .over: StateLook(.skipped, word: "OVER")
    }
  }

  fileprivate func pauseText(_ clock: ClockText) -> String? {
    guard state == .paused else { return nil }
    return "paused by \(pausedBy ?? "somebody")" + (pausedUntil.map { " until \(clock.moment($0))" } ?? "")
  }
}

extension SourceDelivery {
  fileprivate var look: StateLook {
    if trouble != nil { return StateLook(.failed, word: "NO ACCESS") }
    switch state {
    case .fresh: return StateLook(.ok, word: "FRESH")
    case .late: return StateLook(.late, word: "LATE")
    case .overdue: return StateLook(.failed, word: "OVERDUE")
    case .unknown: return StateLook(.unknown, word: lastAt == nil ? "NOTHING" : "FREE")
    }
  }

  private var expectedName: String? { expected?.split(separator: "/").last.map(String.init) }

  fileprivate func expectation(_ glyphs: Glyphs) -> TableCell {
    if waiting > 0 { return TableCell("\(waiting) new file\(waiting == 1 ? "" : "s")", role: .accent) }
    guard let expectedName else { return TableCell(glyphs.dash, role: .dim) }
    return TableCell(hasExpected ? "today's came" : "expects \(expectedName)", role: hasExpected ? .dim : .late)
  }

  fileprivate func lastCell(_ now: Date) -> TableCell {
    guard let lastAt else { return TableCell("nothing came yet", role: .dim) }
    return TableCell("lag \(AgeText.coarse(now.timeIntervalSince(lastAt)))", role: state == .fresh ? .text : .late)
  }

  fileprivate func details(_ clock: ClockText) -> [String] {
    let newest = lastFile.map { file in "newest file \(file)\(lastAt.map { ", \(clock.moment($0))" } ?? "")" }
    let today = expected.map { hasExpected ? "today's file is there: \($0)" : "today's file is not there: \($0)" }
    let lying =
      waiting == 0 ? "nothing lies there that was not loaded" : "\(waiting) not loaded yet: the next run takes them"
    return [reason, newest, today, lying, trouble].compactMap { $0 }
  }
}

extension ScheduleFireSummary {
  /// How what it started stands; else what became of the fire itself.
  var outcome: String {
    if let executionStatus { return executionStatus.rawValue.lowercased() }
    return number > 1 ? "\(number) \(state.rawValue.lowercased())" : state.rawValue.lowercased()
  }

  var role: Role {
    switch executionStatus {
    case .succeeded: .ok
    case .running: .running
    case .failed, .timedOut: .failed
    case .aborted: .late
    case nil: state == .missed ? .failed : .late
    }
  }
}

extension DashboardScreen {
  static let schedules = DashboardScreen("Schedules", key: "0", actions: SchedulesScreen.actions) { SchedulesScreen() }
}

extension Question where Key == Whole, Value == SchedulesReport {
  static var schedules: Self {
    Question("schedules") { operations, _ in try operations.scheduling.schedules(asOf: nil) }
  }
}

extension ActionID {
  static let pause = ActionID("schedule.pause")
}

extension Scope {
  static let schedules = Scope("schedules")
}

extension Slot {
  static let schedule = Slot("schedule")
}
