import Canvas
import Foundation
import Interaction
import Metrics
import Operations
import Presentation
import Widgets

/// All alarms as of now: what is on first, and why.
struct AlarmsScreen: WholeListScreen {
  static let question = Question.alarms
  var feed = Feed<Whole, [AlarmStatus]>()
  var list = Listing(Self.columns, identity: \.name)
  var layout = ListLayout()

  let crumb = "Alarms"
  let scopes: [Scope] = [.list, .rows, .alarms]
  let loading = "evaluating the alarms"
  let nothingChosen = "no alarm is chosen"
  let exportName = "alarms"
  let detailRows = (tall: 9, usual: 7)

  static let columns: [ListColumn<AlarmStatus>] = [
    ListColumn(
      "state", TableColumn("State", minimum: 9, ideal: 10, priority: 9), value: { FieldValue($0.state.rawValue) },
      export: ListExport("state", at: 1) { $0.state.rawValue }
    ) { $0.look.cell($1.glyphs) },
    .text(
      "alarm", TableColumn("Alarm", minimum: 14, ideal: 26, priority: 9), width: .names,
      export: ListExport("alarm", at: 0) { $0.name }
    ) { $0.name },
    ListColumn(
      "since", TableColumn("Since", align: .right, minimum: 6, priority: 7), .moment,
      value: { FieldValue(moment: $0.since) }, export: ListExport("since", at: 2) { ExportTable.moment($0.since) }
    ) { TableCell(AgeText.coarse($1.now.timeIntervalSince($0.since)), role: .dim) },
    .text("who", TableColumn("Who", minimum: 3, priority: 6), role: .dim, width: .figuresAtLeast) { $0.attention },
    ListColumn(
      "why", TableColumn("Why", minimum: 20, ideal: 60, priority: 8, grows: true), value: { FieldValue($0.reason) },
      export: ListExport("reason", at: 3) { $0.reason }
    ) { TableCell($0.reason(within: $1.width), role: .dim) },
    .hidden("kind") { FieldValue($0.isComposite ? "composite" : "metric") },
    .exported("muted_until", at: 4) { $0.mutedUntil.map(ExportTable.moment) },
    .exported("acknowledged_by", at: 5) { $0.acknowledgedBy },
  ]

  /// What is on first, then what nobody can tell, then by name.
  func ordered(_ alarms: [AlarmStatus]) -> [AlarmStatus] {
    let rank = { (alarm: AlarmStatus) in alarm.isBad ? 0 : alarm.state == .alarm ? 1 : alarm.state == .ok ? 3 : 2 }
    return alarms.sorted { (rank($0), $0.name) < (rank($1), $1.name) }
  }

  func destination(of alarm: AlarmStatus) -> Destination? { .alarm(alarm.name) }

  var causeSubject: CauseSubject { list.selectedRow.map { .alarm($0.name) } ?? .everything }

  func copyText(of alarm: AlarmStatus) -> CopyText { CopyText(what: "the alarm's reason", text: alarm.reason) }

  func title(_ glyphs: Glyphs) -> String {
    let bad = list.rows.count(where: \.isBad)
    let counts = list.rows.isEmpty ? "" : bad == 0 ? "none is on" : "\(bad) of \(list.rows.count) on"
    let filtered = list.filter.isEmpty ? "" : "\(list.count) match \(list.filter.text)"
    return ["Alarms", counts, filtered].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  var emptyState: PaneState {
    list.rows.isEmpty
      ? PaneState.empty("The project has no alarms.", advice: "Write one: alarms/NAME.yml, with CloudWatch's fields.")
      : PaneState.empty("No alarm matches \(list.filter.text)", advice: "Esc clears the filter")
  }

  func drawDetail(of alarm: AlarmStatus, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel(alarm.name)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    let texts = [alarm.description, alarm.reason, alarm.attentionInFull(desk.clockText)].compactMap { $0 }
    var row = 0
    for text in texts where row < room.height {
      let lines = TextFit.wrap(
        TextSanitizer.line(text), to: max(1, room.width), rows: room.height - row, glyphs: surface.glyphs)
      for (offset, line) in lines.enumerated() { surface.write(line, in: room, row: row + offset) }
      row += max(1, lines.count)
    }
  }
}

// MARK: what can be done

extension AlarmsScreen {
  static let actions: [Action] = [
    Action(
      .acknowledge, "acknowledge", keys: ["a"], in: .alarms, summary: "say that somebody looks after it",
      group: "Alarms", prominence: 7),
    Action(
      .mute, "mute", keys: ["m"], in: .alarms, summary: "withhold its actions for an hour, or end that",
      group: "Alarms", prominence: 6),
  ]

  func availability(of action: ActionID) -> Availability {
    guard [.enter, .acknowledge, .mute].contains(action) else { return .enabled }
    guard let alarm = list.selectedRow else { return .disabled(reason: nothingChosen) }
    return AlarmVerbs.availability(of: action, alarm)
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .enter: return enter()
    case .acknowledge, .mute: return list.selectedRow.map { AlarmVerbs.perform(action, $0, desk) } ?? []
    default:
      _ = list.perform(action)
      return []
    }
  }
}

/// What an operator says about an alarm that is on.
enum AlarmVerbs {
  static func availability(of action: ActionID, _ alarm: AlarmStatus) -> Availability {
    guard action == .acknowledge else { return .enabled }
    if alarm.state != .alarm { return .disabled(reason: "it is not on") }
    return alarm.acknowledgedAt == nil ? .enabled : .disabled(reason: "somebody did already")
  }

  static func perform(_ action: ActionID, _ alarm: AlarmStatus, _ desk: Desk) -> Effects {
    if let obstacle = OperatorVerb.obstacle(desk) { return [.notify(Notice(obstacle, .warning))] }
    return verb(action, alarm, desk).effects(desk)
  }

  private static func verb(_ action: ActionID, _ alarm: AlarmStatus, _ desk: Desk) -> OperatorVerb {
    let name = alarm.name
    if action == .acknowledge {
      return OperatorVerb(
        question: "Acknowledge \(name)?", confirm: "Acknowledge",
        deed: Deed(.alarm, else: "not acknowledged") { operations in
          try operations.alarming.change(alarm: name, .acknowledge)
          return "acknowledged \(name)"
        })
    }
    let until = alarm.mutedUntil == nil ? desk.now.addingTimeInterval(3600) : nil
    return OperatorVerb(
      question: until == nil ? "End the mute of \(name)?" : "Mute \(name) for an hour?",
      confirm: until == nil ? "End it" : "Mute",
      deed: Deed(.alarm, else: "not muted") { operations in
        try operations.alarming.change(alarm: name, .mute(until: until))
        return until == nil ? "\(name) is muted no more" : "muted \(name) for an hour"
      })
  }
}

extension AlarmStatus {
  /// An alarm that is on counts as bad unless somebody said that it may be.
  var look: StateLook {
    switch state {
    case .alarm: StateLook(isBad ? .failed : .late, word: "ALARM")
    case .ok: StateLook(.ok)
    case .insufficientData: StateLook(.unknown, word: "NO DATA")
    }
  }

  /// The reason; where it would be cut, the datapoints that decided, which stand at its end, come first.
  fileprivate func reason(within width: Int) -> String {
    guard reason.count > width, let open = reason.lastIndex(of: "["), let close = reason.lastIndex(of: "]"),
      open < close
    else { return reason }
    return "\(reason[reason.index(after: open)..<close]): \(reason[..<open])"
  }

  /// Who has dealt with it, in a word.
  fileprivate var attention: String {
    if mutedUntil != nil { return "muted" }
    if !isEnabled { return "disabled" }
    return acknowledgedBy ?? ""
  }

  func attentionInFull(_ clock: ClockText) -> String? {
    if let mutedUntil { return "muted until \(clock.moment(mutedUntil))" }
    if !isEnabled { return "its actions are disabled" }
    guard let acknowledgedBy, let acknowledgedAt else { return nil }
    return "acknowledged by \(acknowledgedBy), \(clock.moment(acknowledgedAt))"
  }
}

extension DashboardScreen {
  static let alarms = DashboardScreen("Alarms", key: "5", actions: AlarmsScreen.actions) { AlarmsScreen() }
}

extension Question where Key == Whole, Value == [AlarmStatus] {
  static var alarms: Self { Question("alarms") { operations, _ in try operations.alarming.alarms(asOf: nil) } }
}

extension ActionID {
  static let acknowledge = ActionID("alarm.acknowledge")
  static let mute = ActionID("alarm.mute")
}

extension Scope {
  static let alarms = Scope("alarms")
}

extension Slot {
  static let alarm = Slot("alarm")
}
