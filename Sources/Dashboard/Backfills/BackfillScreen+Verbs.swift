import Canvas
import Clocks
import Interaction
import Operations
import Presentation
import Widgets

extension BackfillScreen {
  static let actions: [Action] = [
    Action(
      .fillDays, "run days", keys: ["b"], in: .backfill,
      summary: "run the marked days, or all that are missing or failed: asks first", danger: .careful,
      group: "Backfill",
      prominence: 8),
    Action(.markDay, "mark", keys: ["space"], in: .backfill, summary: "mark the day", group: "Backfill", prominence: 6),
    Action(
      .markDays, "range", keys: ["v"], in: .backfill, summary: "mark all from the last mark to here", group: "Backfill",
      prominence: 4),
    Action(
      .pauseFill, "pause", keys: ["p"], in: .backfill, summary: "start no further day, or go on", group: "Backfill",
      prominence: 5),
    Action(
      .undoFill, "undo", keys: ["u"], in: .backfill, summary: "take back the days that wait, stop those that run",
      danger: .careful, group: "Backfill", prominence: 5),
    Action(
      .retryFill, "retry", keys: ["r"], in: .backfill, summary: "run the days that failed once more",
      danger: .careful, group: "Backfill", prominence: 4),
    Action(
      .markDone, "done", keys: ["m"], in: .backfill, summary: "say that the chosen day is done; it is in the audit",
      danger: .careful, group: "Backfill", prominence: 2),
  ]

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: return list.selectedRow?.execution == nil ? .disabled(reason: "no run of it is known") : .enabled
    case .markDay, .markDays: return list.selectedRow == nil ? .disabled(reason: nothingChosen) : .enabled
    case .fillDays: return wanted.isEmpty ? .disabled(reason: "mark the days that are to run") : .enabled
    case .pauseFill:
      guard let newest, [.running, .paused].contains(newest.state) else {
        return .disabled(reason: "no backfill runs")
      }
      return .enabled
    case .undoFill:
      let isOpen = newest.map { [.running, .paused].contains($0.state) } ?? false
      return isOpen ? .enabled : .disabled(reason: "nothing waits")
    case .retryFill:
      let failed = newest.map { $0.count(.failed) + $0.count(.cancelled) } ?? 0
      return failed > 0 ? .enabled : .disabled(reason: "no day of the newest backfill failed or was left out")
    case .markDone:
      return markable == nil ? .disabled(reason: "it is no open day of the newest backfill") : .enabled
    default: return .enabled
    }
  }

  /// The chosen day, where the newest backfill has it to do.
  private var markable: (day: CalendarDay, id: String)? {
    guard let day = list.selectedRow?.day, let newest,
      newest.days.contains(where: { $0.day == day && [.queued, .failed, .cancelled].contains($0.state) })
    else { return nil }
    return (day, newest.id)
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .enter: return enter()
    case .markDay: mark()
    case .markDays: markRange()
    case .fillDays, .pauseFill, .undoFill, .retryFill, .markDone:
      if let obstacle = OperatorVerb.obstacle(desk) { return [.notify(Notice(obstacle, .warning))] }
      return act(action, desk)
    default: _ = list.perform(action)
    }
    return []
  }

  private func act(_ action: ActionID, _ desk: Desk) -> Effects {
    guard action != .fillDays else { return [confirm(desk)] }
    guard let newest else { return [] }
    let id = newest.id
    switch action {
    case .pauseFill where newest.state == .running && newest.isDriven:
      return verb("Pause the backfill?", "Pause", desk) {
        try $0.backfilling.pauseBackfill(id); return "pauses \(id)"
      }
    case .pauseFill:
      return verb("Go on with the backfill?", "Go on", desk) {
        try $0.backfilling.resumeBackfill(id)
        return "goes on with \(id)"
      }
    case .undoFill:
      return ask(
        "Take back \(newest.count(.queued)) days?", "They wait, and will not run. What runs is asked to stop.", "Undo",
        desk
      ) {
        try $0.backfilling.cancelBackfill(id); return "took back what waited"
      }
    case .retryFill:
      return ask(
        "Run \(newest.count(.failed) + newest.count(.cancelled)) days once more?",
        "Only those that failed or were left out.", "Retry", desk
      ) {
        try $0.backfilling.retryBackfill(id); return "runs them once more"
      }
    case .markDone:
      guard let (day, id) = markable else { return [] }
      return ask(
        "Is \(day) done?", "It will count as done without a run of it; the audit names you.", "It is done", desk
      ) {
        try $0.backfilling.markBackfillDay(day, of: id, reason: "marked in the dashboard")
        return "\(day) counts as done"
      }
    default: return []
    }
  }

  /// How many days, how long that may take, and what it does not disturb.
  private func confirm(_ desk: Desk) -> Effect<DashboardMessage> {
    let days = wanted
    let named = days.prefix(6).map(\.description).joined(separator: ", ")
    let takes =
      feed.value?.typicalSeconds.map { "about " + AgeText.duration($0 * Double(days.count)) } ?? "not known yet"
    let lines = [
      Dialog.Line(named + (days.count > 6 ? " and \(days.count - 6) more" : "")), "",
      Dialog.Line("All tables, a run for each day, the oldest first."),
      Dialog.Line("Takes \(takes), by the last runs."),
      Dialog.Line("It makes way for every other run: a day that runs is then stopped, and waits again.", role: .dim),
    ]
    let deed = Deed(.start, else: "not started") { operations in
      let id = try operations.backfilling.startBackfill(days, RunRequest(), atOnce: 1)
      return "started \(id)"
    }
    return .open(
      ConfirmLayer(
        title: "Run \(FigureText.plural(days.count, "day")) in \(desk.identity.environment)?", lines: lines,
        confirm: "Run",
        danger: .careful, wantedText: desk.identity.isProtected ? desk.identity.environment : nil,
        message: DashboardMessage(.act(deed))))
  }

  private func verb(
    _ question: String, _ confirm: String, _ desk: Desk,
    _ work: @escaping @Sendable (any EnvironmentOperations) throws -> String
  ) -> Effects {
    OperatorVerb(question: question, confirm: confirm, deed: Deed(Slot("backfill"), else: "not done", work)).effects(
      desk)
  }

  private func ask(
    _ title: String, _ text: String, _ confirm: String, _ desk: Desk,
    _ work: @escaping @Sendable (any EnvironmentOperations) throws -> String
  ) -> Effects {
    [
      .open(
        ConfirmLayer(
          title: title, lines: [Dialog.Line(text)], confirm: confirm, danger: .careful,
          wantedText: desk.identity.isProtected ? desk.identity.environment : nil,
          message: DashboardMessage(.act(Deed(Slot("backfill"), else: "not done", work)))))
    ]
  }
}

extension DashboardPage {
  static let backfill = DashboardPage(
    BackfillScreen.self,
    opening: Action(
      .backfill, "backfill", keys: ["b"], in: .runs, summary: "which days are missing, and run them", group: "Runs",
      prominence: 0),
    actions: BackfillScreen.actions, to: .backfill)
}

extension ActionID {
  static let backfill = ActionID("open.backfill")
  static let fillDays = ActionID("backfill.run")
  static let markDay = ActionID("backfill.mark")
  static let markDays = ActionID("backfill.mark.range")
  static let pauseFill = ActionID("backfill.pause")
  static let undoFill = ActionID("backfill.undo")
  static let retryFill = ActionID("backfill.retry")
  static let markDone = ActionID("backfill.done")
}

extension Scope {
  static let backfill = Scope("backfill")
}
