import Canvas
import Foundation
import Interaction
import Operations
import Presentation
import Widgets
import Words

/// Everything that happened in an execution, in order.
struct ExecutionHistoryScreen: ListScreen {
  let id: String
  private var feed = Feed<HistoryQuery, [HistoryEntry]>()
  private var execution = Feed<String, ExecutionDetail>()
  var list = Listing(Self.columns, identity: { "\($0.id)" })
  var layout = ListLayout()
  private var hasCome = false

  init(_ id: String) { self.id = id }

  let crumb = "Events"
  let scopes: [Scope] = [.list, .rows, .runs]
  let loading = "reading what happened"
  let nothingChosen = "no event is chosen"
  var exportName: String { "events" }
  let detailRows = (tall: 10, usual: 7)

  static let columns: [ListColumn<HistoryEntry>] = [
    ListColumn(
      "id", TableColumn("#", align: .right, minimum: 4, priority: 6), .number, width: .figuresAtLeast,
      value: { FieldValue(count: $0.id) }, export: ListExport("id", at: 0) { "\($0.id)" }
    ) { entry, _ in TableCell("\(entry.id)", role: .dim) },
    ListColumn(
      "at", TableColumn("At", minimum: 12, priority: 7), .moment, value: { FieldValue(moment: $0.at) },
      export: ListExport("at", at: 1) { ExportTable.moment($0.at) }
    ) { entry, place in
      let thousandths = Int((entry.at.timeIntervalSince1970 * 1000).rounded()) % 1000
      let padded = String(repeating: "0", count: 3 - "\(abs(thousandths))".count) + "\(abs(thousandths))"
      return TableCell(place.clock.second(entry.at) + "." + padded, role: .dim)
    },
    ListColumn(
      "event", TableColumn("Event", minimum: 18, ideal: 24, priority: 9), width: .names,
      value: { FieldValue($0.type) }, export: ListExport("type", at: 2) { $0.type }
    ) { entry, _ in TableCell(entry.type, role: role(entry)) },
    .text(
      "state", TableColumn("State", minimum: 12, ideal: 30, priority: 8), width: .names,
      export: ListExport("state", at: 3) { $0.state }
    ) { $0.state ?? "" },
    ListColumn(
      "try", TableColumn("Try", align: .right, minimum: 3, priority: 4), .number,
      value: { FieldValue($0.attempt.map { "\($0)" } ?? "", number: $0.attempt.map(Double.init)) },
      export: ListExport("attempt", at: 4) { $0.attempt.map { "\($0)" } }
    ) { entry, _ in TableCell(entry.attempt.map { "\($0)" } ?? "", role: (entry.attempt ?? 1) > 1 ? .late : .dim) },
    .text(
      "says", TableColumn("What it says", minimum: 12, ideal: 60, priority: 5, grows: true), role: .dim
    ) { $0.text },
    .exported("previous_id", at: 5) { "\($0.previousID)" },
    .exported("details", at: 6) { $0.details.text },
  ]

  private static func role(_ entry: HistoryEntry) -> Role {
    if entry.isFailure { return .failed }
    if entry.type.hasSuffix("Aborted") { return .late }
    return entry.type == "ExecutionRedriven" ? .running : entry.type.hasSuffix("Succeeded") ? .ok : .text
  }

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: list.selectedRow?.state == nil ? .disabled(reason: "it is of no step") : .enabled
    default: .enabled
    }
  }

  func condition(_ desk: Desk) -> PaneCondition { feed.condition(desk) }
  var isMoving: Bool { execution.value?.summary.isRunning ?? false }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.set(desk.clockText)
    return feed.ask(.history, HistoryQuery(execution: id), reason, desk, in: Slot("history"))
      + execution.ask(.execution, id, reason, desk, in: Slot("history.execution"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    execution.take(arrival, of: .execution)
    guard let entries = feed.take(arrival, of: .history) else { return [] }
    let wasAtEnd = list.cursor.selected >= list.count - 1
    list.set(entries)
    // Of one that failed its first error is what one came for; of one that runs the newest.
    if !hasCome, let place = list.shown.firstIndex(where: \.isFailure) {
      list.cursor.selected = place
    } else if wasAtEnd, isMoving || !hasCome {
      list.cursor.selected = max(0, list.count - 1)
    }
    hasCome = true
    return []
  }

  func destination(of entry: HistoryEntry) -> Destination? {
    entry.state.map { .step(execution: id, step: $0) }
  }

  func copyText(of entry: HistoryEntry) -> CopyText { CopyText(what: "the event", text: entry.json.text) }

  func title(_ glyphs: Glyphs) -> String {
    let count = NumberText.integer(list.rows.count)
    return [
      "Events", list.filter.isEmpty ? count : "\(NumberText.integer(list.count)) of \(count)", list.filter.text,
    ].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  var emptyState: PaneState {
    list.rows.isEmpty
      ? PaneState.empty("Nothing has happened in it yet.", advice: "Its first event is that it started.")
      : PaneState.empty("No event matches \(list.filter.text)", advice: "Esc clears the filter")
  }

  var subject: RunSubject {
    execution.value.map { .execution($0.summary) } ?? .nothing(why: "the execution is not known yet")
  }
  var causeSubject: CauseSubject { .execution(id) }

  /// What came with the event, as an indented document.
  func drawDetail(of entry: HistoryEntry, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let name = [entry.type, entry.state].compactMap { $0 }.joined(separator: surface.glyphs.separator)
    let panel = Panel(name + surface.glyphs.separator + "after \(entry.previousID)")
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    for (row, line) in JSONLines.of(entry.details, within: room.height).prefix(room.height).enumerated() {
      surface.write(TextSanitizer.line(line), in: room, row: row)
    }
  }
}

extension Question where Key == HistoryQuery, Value == [HistoryEntry] {
  static var history: Self { Question("history") { try $0.running.history($1) } }
}

extension Destination {
  static func executionHistory(_ id: String) -> Destination {
    Destination("execution events", id) { stacks, _ in stacks.push(ExecutionHistoryScreen(id), of: id) }
  }
}

extension DashboardPage {
  static let executionHistory = DashboardPage(
    ExecutionHistoryScreen.self,
    opening: Action(
      .openHistory, "events", keys: ["E"], in: .runs, summary: "everything that happened in it, in order",
      group: "Runs", prominence: 0),
    ofExecution: { .executionHistory($0) })
}

extension ActionID {
  static let openHistory = ActionID("execution.events")
}
