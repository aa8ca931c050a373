import Canvas
import Foundation
import Interaction
import Operations
import Widgets

/// What starts by itself: the next fires, what became of the last, what was missed, and whether a scheduler runs.
struct SchedulesScreen: ListScreen {
  private var feed = Feed<Whole, SchedulesReport>()
  var list = Listing(Self.columns, identity: \.name)
  var layout = ListLayout()

  let crumb = "Schedules"
  let scopes: [Scope] = [.list, .rows, .schedules]
  let loading = "reading the schedules"
  let nothingChosen = "no schedule is chosen"
  let exportName = "schedules"
  let detailRows = (tall: 8, usual: 6)

  static let columns: [ListColumn<ScheduleSummary>] = [
    ListColumn(
      "state", TableColumn("State", minimum: 7, ideal: 9, priority: 9), value: { FieldValue($0.state.rawValue) },
      export: ListExport("state", at: 1) { $0.state.rawValue }
    ) { $0.look.cell($1.glyphs) },
    .text(
      "schedule", TableColumn("Schedule", minimum: 10, ideal: 22, priority: 9), width: .names,
      export: ListExport("schedule", at: 0) { $0.name }
    ) { $0.name },
    ListColumn(
      "next", TableColumn("Next", minimum: 12, ideal: 18, priority: 8), .moment,
      value: { FieldValue(moment: $0.next) }, export: ListExport("next", at: 3) { $0.next.map(ExportTable.moment) }
    ) { schedule, place in
      guard let next = schedule.next else { return TableCell(place.glyphs.dash, role: .dim) }
      return TableCell("\(place.clock.moment(next)), \(Self.wait(next.timeIntervalSince(place.now)))")
    },
    ListColumn(
      "last", TableColumn("Last", minimum: 9, ideal: 18, priority: 7), value: { FieldValue($0.last?.outcome ?? "") },
      export: ListExport("last", at: 4) { $0.last?.outcome }
    ) { schedule, place in
      guard let last = schedule.last else { return TableCell("never", role: .dim) }
      return TableCell("\(last.outcome), \(place.clock.moment(last.at))", role: last.role)
    },
    ListColumn(
      "missed", TableColumn("Missed 7 d", align: .right, priority: 6), .number,
      value: { FieldValue(count: Int64($0.missed)) }, export: ListExport("missed", at: 5) { "\($0.missed)" }
    ) { schedule, _ in TableCell("\(schedule.missed)", role: schedule.missed > 0 ? .failed : .dim) },
    .text(
      "when", TableColumn("When", minimum: 18, ideal: 40, priority: 5, grows: true), role: .dim,
      export: ListExport("expression", at: 2) { $0.expression }
    ) { $0.timeZone == "UTC" ? $0.expression : "\($0.expression) \($0.timeZone)" },
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
    if let report = feed.take(arrival, of: .schedules) { list.set(report.schedules) }
    return []
  }

  func title(_ glyphs: Glyphs) -> String {
    let filtered = list.filter.isEmpty ? "" : "\(list.count) match \(list.filter.text)"
    let scheduler = feed.value.map { list.rows.isEmpty ? "" : Self.sentence($0.scheduler) } ?? ""
    return ["Schedules", scheduler, filtered].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
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
      ? PaneState.empty("The project has no schedules.", advice: "Write one as schedules/NAME.yml.")
      : PaneState.empty("No schedule matches \(list.filter.text)", advice: "Esc clears the filter")
  }

  func destination(of schedule: ScheduleSummary) -> Destination? {
    schedule.last?.execution.map { .execution($0) }
  }

  func copyText(of schedule: ScheduleSummary) -> CopyText { CopyText(what: "the schedule's name", text: schedule.name) }

  func drawDetail(of schedule: ScheduleSummary, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel(schedule.name)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    let tables = schedule.tables.isEmpty ? "every table" : schedule.tables.joined(separator: ", ")
    let what = schedule.workflow.map { "starts the workflow \($0)" } ?? "runs \(tables)"
    let texts = [schedule.description, what, schedule.pauseText(desk.clockText), schedule.last?.note, advice]
    for (row, text) in texts.compactMap({ $0 }).enumerated() where row < room.height {
      surface.write(TextSanitizer.line(text), in: room, row: row)
    }
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
    guard let schedule = list.selectedRow else { return .disabled(reason: nothingChosen) }
    switch action {
    case .enter where destination(of: schedule) == nil: return .disabled(reason: "it has started nothing yet")
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
    guard let schedule = list.selectedRow else { return [] }
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

extension ScheduleFireSummary {
  /// How what it started stands; else what became of the fire itself.
  fileprivate var outcome: String {
    if let executionStatus { return executionStatus.lowercased() }
    return number > 1 ? "\(number) \(state.lowercased())" : state.lowercased()
  }

  fileprivate var role: Role {
    switch executionStatus ?? state {
    case "SUCCEEDED": .ok
    case "RUNNING": .running
    case "FAILED", "TIMED_OUT", "MISSED": .failed
    default: .late
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
