import Canvas
import Foundation
import Interaction
import Operations
import Presentation
import Reports
import Widgets

/// What happened since a moment, by cause: what one shift tells the next.
struct HandOverScreen: ListScreen {
  /// How far back, in hours; an index into `spans`.
  private var span = Self.spans.firstIndex(of: 12) ?? 0
  private var feed = Feed<HandOverSpan, HandOver>(changesWithTime: true, keepsOldKey: true)
  var list = Listing(Self.columns, identity: { "\($0.kind) \($0.cause)" })
  var layout = ListLayout()

  static let spans = [1, 4, 8, 12, 24, 48, 72, 168]

  let crumb = "Hand-over"
  let scopes: [Scope] = [.list, .rows, .handOver]
  let loading = "gathering what happened"
  let exportName = "events"
  let detailRows = (tall: 16, usual: 10)

  static let columns: [ListColumn<HappeningGroup>] = [
    ListColumn(
      "state", TableColumn("State", minimum: 11, priority: 9), value: { FieldValue($0.look.word) },
      export: ListExport("state", at: 0) { $0.look.word }
    ) { $0.look.cell($1.glyphs) },
    .text(
      "kind", TableColumn("What", minimum: 10, priority: 8), export: ListExport("kind", at: 1) { $0.kind.rawValue }
    ) { $0.kind.rawValue },
    .text(
      "cause", TableColumn("Cause", minimum: 16, ideal: 40, priority: 9), width: .names,
      export: ListExport("cause", at: 2) { $0.cause }
    ) { $0.cause },
    ListColumn(
      "times", TableColumn("Times", align: .right, minimum: 5, priority: 6), .number,
      value: { FieldValue(count: Int64($0.happenings.count)) },
      export: ListExport("times", at: 3) { "\($0.happenings.count)" }
    ) { group, _ in TableCell("\(group.happenings.count)") },
    ListColumn(
      "last", TableColumn("Last", minimum: 12, priority: 7), .moment, value: { FieldValue(moment: $0.last) },
      export: ListExport("last", at: 4) { ExportTable.moment($0.last) }
    ) { TableCell($1.clock.moment($0.last)) },
    .text(
      "text", TableColumn("Newest", minimum: 20, ideal: 60, priority: 5, grows: true), role: .dim,
      export: ListExport("text", at: 5) { $0.happenings.last?.text ?? "" }
    ) { $0.happenings.last?.text ?? "" },
  ]

  static let actions: [Action] = [
    Action(
      .moreHours, "earlier", keys: ["["], in: .handOver, summary: "from further back", group: "Hand-over", prominence: 6
    ),
    Action(.fewerHours, "later", keys: ["]"], in: .handOver, summary: "fewer hours", group: "Hand-over", prominence: 6),
  ]

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .moreHours: span == Self.spans.count - 1 ? .disabled(reason: "that is the longest") : .enabled
    case .fewerHours: span == 0 ? .disabled(reason: "that is the shortest") : .enabled
    case .enter:
      list.selectedRow.map { destination(of: $0) == nil } ?? true ? .disabled(reason: "it leads nowhere") : .enabled
    default: .enabled
    }
  }

  func condition(_ desk: Desk) -> PaneCondition { feed.condition(desk) }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.set(desk.clockText)
    return feed.ask(.handOver, HandOverSpan(hours: Self.spans[span]), reason, desk, in: Slot("hand-over"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    if let handOver = feed.take(arrival, of: .handOver) { list.set(handOver.groups) }
    return []
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .moreHours: span = min(Self.spans.count - 1, span + 1)
    case .fewerHours: span = max(0, span - 1)
    case .enter: return enter()
    default: _ = list.perform(action)
    }
    return requests(.ticked, desk)
  }

  func title(_ glyphs: Glyphs) -> String {
    let open = list.rows.count(where: \.isOpen)
    let runs = feed.value?.runs.values.reduce(0, +) ?? 0
    let parts = [
      "The last \(Self.spans[span]) h", FigureText.plural(runs, "run"), open == 0 ? "nothing is open" : "\(open) open",
      list.filter.isEmpty ? "" : "\(list.count) match \(list.filter.text)",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  var emptyState: PaneState {
    list.rows.isEmpty
      ? PaneState.empty("Nothing happened in the last \(Self.spans[span]) hours.", advice: "[ looks further back")
      : PaneState.empty("Nothing matches \(list.filter.text)", advice: "Esc clears the filter")
  }

  func destination(of group: HappeningGroup) -> Destination? {
    switch group.kind {
    case .failure, .stop, .run, .drift, .definition: group.happenings.last?.execution.map { .execution($0) }
    case .gate: .table(group.cause)
    case .alarm: .alarm(group.cause)
    case .schedule: .screen(.schedules)
    case .deed: nil
    }
  }

  var causeSubject: CauseSubject {
    guard let group = list.selectedRow else { return .everything }
    switch group.kind {
    case .alarm: return .alarm(group.cause)
    case .gate: return .table(group.cause)
    default: return group.happenings.last?.execution.map { .execution($0) } ?? .everything
    }
  }

  /// All of it, to paste.
  func copyText(of group: HappeningGroup) -> CopyText {
    guard let handOver = feed.value else { return CopyText(what: "the event", text: group.cause) }
    let page = Page(glyphs: .ascii, now: handOver.until, zone: handOver.identity.timeZone)
    return CopyText(what: "the hand-over", text: HandOverText.lines(handOver, page).plainText)
  }

  func drawDetail(of group: HappeningGroup, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel(HandOverText.title(of: group))
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    var row = 0
    for happening in group.happenings.reversed() where row < room.height {
      let repair = happening.repairedBy.map { "; repaired by \($0)" } ?? ""
      let text = "\(desk.clockText.moment(happening.at))  \(happening.text)\(repair)"
      for line in TextFit.wrap(TextSanitizer.line(text), to: max(1, room.width)).prefix(room.height - row) {
        surface.write(line, in: room, row: row, style: Style(happening.isOpen ? .text : .dim))
        row += 1
      }
    }
  }
}

/// So many hours until now.
struct HandOverSpan: Hashable, Sendable {
  let hours: Int
}

extension HappeningGroup {
  var look: StateLook {
    let mark = HandOverText.mark(of: self)
    let isRepaired = happenings.contains { $0.repairedBy != nil }
    return StateLook(mark, word: isOpen ? "OPEN" : isRepaired ? "REPAIRED" : word)
  }
}

extension HappeningGroup {
  /// What it is called where it is neither open nor repaired.
  private var word: String? {
    switch kind {
    case .gate, .drift: "WARN"
    case .definition: "CHANGED"
    case .schedule: "MISSED"
    case .deed: "DONE"
    case .failure, .stop, .alarm, .run: nil
    }
  }
}

extension Question where Key == HandOverSpan, Value == HandOver {
  static var handOver: Self {
    Question("hand-over") { operations, span in
      let until = try operations.watching.status().at
      return try operations.handingOver.handOver(since: until.addingTimeInterval(-3600 * Double(span.hours)))
    }
  }
}

extension Destination {
  static let handOver = Destination("hand-over") { stacks, _ in stacks.push(HandOverScreen()) }
}

extension DashboardPage {
  static let handOver = DashboardPage(
    HandOverScreen.self,
    opening: Action(
      .handOver, "hand-over", keys: ["H"], in: .everywhere, summary: "what happened in the last hours, by cause",
      group: "Screens", prominence: 0),
    actions: HandOverScreen.actions, to: .handOver)
}

extension ActionID {
  static let handOver = ActionID("open.hand-over")
  static let moreHours = ActionID("hand-over.moreHours")
  static let fewerHours = ActionID("hand-over.fewerHours")
}

extension Scope {
  static let handOver = Scope("hand-over")
}
