import Canvas
import Foundation
import Interaction
import Metrics
import Operations
import Widgets

/// One alarm: what it looks at, how it decides, what it did; and what it would have done with another threshold, which is
/// moved by keys. Also of one that is not written yet.
struct AlarmScreen: Screen {
  private(set) var request: AlarmPageRequest
  private var feed = Feed<AlarmPageRequest, AlarmPage>(changesWithTime: true, keepsOldKey: true)
  private(set) var layout = AlarmLayout()
  /// Lines of what is at the foot that were scrolled past.
  private var offset = 0

  init(name: String) { request = AlarmPageRequest(name: name) }
  init(draft: MetricAlarm) { request = AlarmPageRequest(trial: draft) }

  var causeSubject: CauseSubject { request.name.map(CauseSubject.alarm) ?? .everything }
  var crumb: String { request.name ?? request.trial.map { "new: \($0.name)" } ?? "Alarm" }
  var scopes: [Scope] { request.name == nil ? [.alarmPage] : [.alarmPage, .alarms] }
  var page: AlarmPage? { feed.value }

  /// The definition that keys change: the tried one, else the stored one; nil for an alarm over alarms.
  private var metric: MetricAlarm? {
    if let trial = request.trial { return trial }
    guard case .metric(let alarm)? = page?.stored else { return nil }
    return alarm
  }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    feed.ask(.alarmPage, request, reason, desk, in: Slot("alarm page"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    guard let page = feed.take(arrival, of: .alarmPage) else { return [] }
    // What was tried has been written.
    if let trial = request.trial, page.stored == .metric(trial) { request.trial = nil }
    return requests(.ticked, desk)
  }

  func copyText(_ desk: Desk) -> CopyText? {
    page?.text.map { CopyText(what: "the definition", text: $0) }
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    page.map { page in
      ExportTable(
        name: "alarm", columns: ["at", "value", "lower", "upper"],
        rows: page.points.map {
          [
            ExportTable.moment($0.start), MetricNumber.text($0.value), MetricNumber.text($0.limits.lowerBound),
            MetricNumber.text($0.limits.upperBound),
          ]
        })
    }
  }

  func line(_ purpose: LinePurpose) -> String? {
    purpose == .name && request.name == nil ? request.trial?.name : nil
  }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    guard purpose == .name, let trial = request.trial else { return nil }
    let isName = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0))
    }
    guard !text.isEmpty, text.utf8.count <= 100, isName else { return "letters, digits, _ and -" }
    if isFinal { request.trial = trial.named(text) }
    return nil
  }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    layout = AlarmLayout(
      rect, isComposite: page.map { if case .composite = $0.definition { true } else { false } } ?? false)
    let room = PaneFrame.room(layout.foot)
    let lines = page.map { AlarmFoot.lines($0, desk, request, width: room.width).count } ?? 0
    offset = min(offset, max(0, lines - room.height))
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    let frame = PaneFrame(title: title(surface.glyphs), isFocused: true, loading: "evaluating the alarm")
    frame.draw(feed, desk, into: &surface, in: layout.picture) { page, surface, room in
      AlarmPicture(page: page, desk: desk).draw(into: &surface, in: room)
    }
    guard let page, !layout.foot.isEmpty else { return }
    let panel = Panel(AlarmFoot.title(page, request))
    panel.draw(into: &surface, in: layout.foot)
    let room = panel.content(of: layout.foot)
    let lines = AlarmFoot.lines(page, desk, request, width: room.width).dropFirst(offset)
    for (line, row) in zip(lines, 0..<room.height) {
      surface.write(line.text, in: room, row: row, style: Style(line.role))
    }
  }

  private func title(_ glyphs: Glyphs) -> String {
    guard let page else { return crumb }
    let kind = request.name == nil ? "not written yet" : request.trial == nil ? "" : "another definition is tried"
    let words: String
    switch page.definition {
    case .metric(let alarm): words = alarm.condition.words + ", periods of \(MetricText.period(alarm.period.period))"
    case .composite: words = "over other alarms"
    }
    return [page.name, words, kind].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }
}

/// Where the parts of an alarm's page are.
struct AlarmLayout: Hashable, Sendable {
  private(set) var picture = Rect.zero
  private(set) var foot = Rect.zero

  init() {}

  init(_ rect: Rect, isComposite: Bool) {
    let height = rect.height < 18 ? 0 : isComposite ? rect.height / 3 : min(14, rect.height / 3)
    (picture, foot) = (rect.inset(bottom: height), rect.bottom(height))
  }
}

// MARK: what can be done

extension AlarmScreen {
  static let actions: [Action] = [
    Action(
      .raise, "raise", keys: ["up", "k"], in: .alarmPage, summary: "try a higher threshold", group: "Try", prominence: 6
    ),
    Action(
      .lower, "lower", keys: ["down", "j"], in: .alarmPage, summary: "try a lower threshold", group: "Try",
      prominence: 6),
    Action(
      .raiseFar, "raise far", keys: ["pgup"], in: .alarmPage, summary: "ten steps up", group: "Try", prominence: 0),
    Action(
      .lowerFar, "lower far", keys: ["pgdn"], in: .alarmPage, summary: "ten steps down", group: "Try", prominence: 0),
    Action(
      .morePeriods, "N", keys: [">"], in: .alarmPage, summary: "judge one period more", group: "Try", prominence: 4),
    Action(
      .fewerPeriods, "N less", keys: ["<"], in: .alarmPage, summary: "judge one period less", group: "Try",
      prominence: 0),
    Action(
      .moreBreaches, "M", keys: ["."], in: .alarmPage, summary: "one breach more makes an alarm; after N, one",
      group: "Try", prominence: 4),
    Action(
      .compareOther, "compare", keys: ["c"], in: .alarmPage, summary: "greater than, less than", group: "Try",
      prominence: 3),
    Action(
      .undoTrial, "undo", keys: ["u"], in: .alarmPage, summary: "back to the stored definition", group: "Try",
      prominence: 3),
    Action(
      .shorterTrial, "shorter", keys: ["-"], in: .alarmPage, summary: "try it over less time", group: "Try",
      prominence: 0),
    Action(
      .longerTrial, "longer", keys: ["+", "="], in: .alarmPage, summary: "try it over more time", group: "Try",
      prominence: 2),
    Action(
      .nameAlarm, "name", keys: ["N"], in: .alarmPage, summary: "name the new alarm", group: "Try", prominence: 5),
    Action(
      .writeAlarm, "write", keys: ["w"], in: .alarmPage, summary: "write the definition into the project", group: "Try",
      prominence: 8),
    Action(
      .scrollAlarm, "more", keys: ["tab"], in: .alarmPage, summary: "the next lines at the foot", group: "Try",
      prominence: 1),
  ]

  private static let trying: Set<ActionID> = [
    .raise, .lower, .raiseFar, .lowerFar, .morePeriods, .fewerPeriods, .moreBreaches, .compareOther,
  ]

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .nameAlarm where request.name != nil: return .absent
    case .undoTrial where request.name == nil || request.trial == nil: return .absent
    case .writeAlarm where request.trial == nil: return .absent
    case .acknowledge, .mute:
      guard let status = page?.status else { return .disabled(reason: "the alarm is being evaluated") }
      return AlarmVerbs.availability(of: action, status)
    case _ where Self.trying.contains(action):
      guard let metric else {
        return page == nil ? .disabled(reason: "the alarm is being evaluated") : .absent
      }
      let isOfThreshold = ![.morePeriods, .fewerPeriods, .moreBreaches].contains(action)
      return isOfThreshold && metric.condition.comparison.takesBand
        ? .disabled(reason: "a band has no threshold to move") : .enabled
    default: return .enabled
    }
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .acknowledge, .mute: return page?.status.map { AlarmVerbs.perform(action, $0, desk) } ?? []
    case .writeAlarm: return write(desk)
    case .undoTrial: request.trial = nil
    case .scrollAlarm: offset += max(1, PaneFrame.room(layout.foot).height - 1)
    case .shorterTrial: changeSpan(by: 0.5)
    case .longerTrial: changeSpan(by: 2)
    default: change(action)
    }
    return requests(.ticked, desk)
  }

  private mutating func changeSpan(by factor: Double) {
    guard let page else { return }
    let span = page.range.upperBound.timeIntervalSince(page.range.lowerBound) * factor
    request.span = Int(min(91 * 86_400, max(3600, span)))
  }

  private mutating func change(_ action: ActionID) {
    guard let alarm = metric else { return }
    let condition = alarm.condition
    switch action {
    case .raise: move(1, alarm)
    case .lower: move(-1, alarm)
    case .raiseFar: move(10, alarm)
    case .lowerFar: move(-10, alarm)
    case .morePeriods, .fewerPeriods:
      let periods = min(100, max(1, condition.evaluationPeriods + (action == .morePeriods ? 1 : -1)))
      // All of them stay all of them.
      let all = condition.datapointsToAlarm == condition.evaluationPeriods
      request.trial = alarm.edited(
        evaluationPeriods: periods, datapointsToAlarm: all ? periods : condition.datapointsToAlarm)
    case .moreBreaches:
      request.trial = alarm.edited(datapointsToAlarm: condition.datapointsToAlarm % condition.evaluationPeriods + 1)
    case .compareOther:
      let all: [ComparisonOperator] = [.greaterThan, .greaterThanOrEqual, .lessThan, .lessThanOrEqual]
      let next = all[((all.firstIndex(of: condition.comparison) ?? 0) + 1) % all.count]
      request.trial = alarm.edited(comparison: next)
    default: break
    }
  }

  private mutating func move(_ steps: Int, _ alarm: MetricAlarm) {
    let step = AlarmDraft.step(page?.points.map(\.value) ?? [], storedThreshold ?? alarm.condition.threshold)
    request.trial = alarm.edited(threshold: AlarmDraft.moved(alarm.condition.threshold, by: steps, step: step))
  }

  /// Keeps the step while the threshold moves.
  private var storedThreshold: Double? {
    guard case .metric(let alarm)? = page?.stored else { return nil }
    return alarm.condition.threshold
  }

  private func write(_ desk: Desk) -> Effects {
    if let obstacle = OperatorVerb.obstacle(desk) { return [.notify(Notice(obstacle, .warning))] }
    guard let page, let trial = request.trial else { return [] }
    guard let text = page.text else {
      return [
        .notify(Notice("what changes does not stand on a line of its own; edit \(page.path ?? "the file")", .warning))
      ]
    }
    let (request, path) = (request, page.path ?? "alarms/\(trial.name).yml")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Dialog.Line(String($0)) }
    let deed = Deed(.alarm, else: "not written") { operations in
      "wrote \(try operations.alarming.writeAlarm(request))"
    }
    return [
      .open(
        ConfirmLayer(
          title: "Write \(path)?", lines: Array(lines), confirm: "Write", danger: .careful,
          wantedText: desk.identity.isProtected ? desk.identity.environment : nil,
          message: DashboardMessage(.act(deed))))
    ]
  }
}

extension Destination {
  static func alarm(_ name: String) -> Destination {
    Destination("alarm", name) { stacks, _ in stacks.push(AlarmScreen(name: name), on: .alarms, keeping: 1) }
  }

  /// An alarm that is not written yet.
  static func newAlarm(_ draft: MetricAlarm) -> Destination {
    Destination("new alarm", "\(draft)") { stacks, _ in stacks.push(AlarmScreen(draft: draft)) }
  }
}

extension Question where Key == AlarmPageRequest, Value == AlarmPage {
  static var alarmPage: Self { Question("alarm page") { try $0.alarming.alarmPage($1) } }
}

extension DashboardPage {
  static let alarm = DashboardPage(actions: AlarmScreen.actions)
}

extension ActionID {
  static let raise = ActionID("alarm.raise")
  static let lower = ActionID("alarm.lower")
  static let raiseFar = ActionID("alarm.raise.far")
  static let lowerFar = ActionID("alarm.lower.far")
  static let morePeriods = ActionID("alarm.periods.more")
  static let fewerPeriods = ActionID("alarm.periods.fewer")
  static let moreBreaches = ActionID("alarm.breaches")
  static let compareOther = ActionID("alarm.comparison")
  static let undoTrial = ActionID("alarm.undo")
  static let shorterTrial = ActionID("alarm.shorter")
  static let longerTrial = ActionID("alarm.longer")
  static let nameAlarm = ActionID("alarm.name")
  static let writeAlarm = ActionID("alarm.write")
  static let scrollAlarm = ActionID("alarm.scroll")
}

extension Scope {
  static let alarmPage = Scope("alarm.page")
}
