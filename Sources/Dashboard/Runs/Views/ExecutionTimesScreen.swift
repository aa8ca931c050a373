import Canvas
import Foundation
import Interaction
import Operations
import Presentation
import Widgets

/// When each step waited, ran and was tried again, on one scale, with what the end is due to and when that will be.
struct ExecutionTimesScreen: Screen {
  let id: String
  private var feed = Feed<String, TimesReport>()
  private var cursor = ListCursor()
  private var times: ExecutionTimes?
  private var place = Rect.zero
  private var hasCome = false

  init(_ id: String) { self.id = id }

  let crumb = "Times"
  let scopes: [Scope] = [.list, .runs]
  var isMoving: Bool { feed.value?.detail.summary.isRunning ?? false }
  private var chosen: ExecutionTimes.Row? {
    times.flatMap { $0.rows.indices.contains(cursor.selected) ? $0.rows[cursor.selected] : nil }
  }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    feed.ask(.executionTimes, id, reason, desk, in: Slot("times"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    guard let report = feed.take(arrival, of: .executionTimes) else { return [] }
    if !hasCome {
      let steps = report.detail.steps
      cursor.selected = steps.firstIndex { $0.status == .failed } ?? steps.firstIndex(where: \.isRunning) ?? 0
    }
    hasCome = true
    return []
  }

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: chosen == nil ? .disabled(reason: "no step is chosen") : .enabled
    default: .enabled
    }
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    if action == .enter { return chosen.map { [.go(.step(execution: id, step: $0.step.name))] } ?? [] }
    _ = cursor.move(action, count: times?.rows.count ?? 0)
    return []
  }

  var subject: RunSubject {
    guard let run = feed.value?.detail.summary else { return .nothing(why: "the execution is not known yet") }
    guard let step = chosen?.step, step.kind.isOfTable else { return .execution(run) }
    return .tables([step.name], of: run)
  }

  var causeSubject: CauseSubject { chosen.map { .step($0.step.name, execution: id) } ?? .execution(id) }

  func copyText(_ desk: Desk) -> CopyText? {
    chosen.map { row in CopyText(what: "the step's times", text: "\(id)\t\(row.step.name)\t\(facts(row))") }
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    guard let times else { return nil }
    return ExportTable(
      name: "times", columns: ["step", "what", "from", "until", "seconds", "critical"],
      rows: times.rows.flatMap { row in
        row.spans.map { span in
          [
            row.step.name, span.kind.rawValue, ExportTable.moment(span.from), ExportTable.moment(span.until),
            "\(span.seconds)", row.isCritical ? "true" : "false",
          ]
        }
      })
  }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    place = rect
    times = feed.value.map { ExecutionTimes($0.detail, $0.history, usual: $0.usual, now: desk.now) }
    cursor.arrange(visible: max(1, PaneFrame.room(rect).height - 4), count: times?.rows.count ?? 0)
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    PaneFrame(title: title(desk), isFocused: true, loading: "reading when what ran").draw(
      feed, desk, into: &surface, in: place
    ) { report, surface, room in
      guard let times, !times.rows.isEmpty else {
        return PaneState.empty("No step has been planned yet.", advice: "Steps show as soon as they are.")
          .draw(into: &surface, in: room)
      }
      draw(times, &surface, room, desk)
    }
  }

  private func title(_ desk: Desk) -> String {
    guard let times, let run = feed.value?.detail.summary else { return "Times" }
    let took = AgeText.duration(run.seconds(now: desk.now))
    guard run.isRunning else { return "Times: \(took)" + window(times) }
    guard let end = times.expectedEnd else { return "Times: \(took) so far, its end is not known: it never ran before" }
    let least = times.isAtLeast ? "at least until" : "until about"
    return "Times: \(took) so far, \(least) \(desk.clockText.moment(end)), by the runs before"
  }

  /// Which steps are seen, where they are not all.
  private func window(_ times: ExecutionTimes) -> String {
    let last = min(times.rows.count, cursor.offset + cursor.visible)
    return cursor.offset == 0 && last == times.rows.count
      ? "" : ", steps \(cursor.offset + 1) to \(last) of \(times.rows.count)"
  }

  private func draw(_ times: ExecutionTimes, _ surface: inout Surface, _ room: Rect, _ desk: Desk) {
    let names = min(room.width / 3, max(8, times.rows.map { TextWidth.of($0.step.name) }.max() ?? 8) + 4)
    let bars = room.inset(left: names + 10)
    let scale = TimeScale(times, width: bars.width, glyphs: surface.glyphs)
    scale.drawAxis(into: &surface, in: bars.row(0), desk.clockText)
    let rows = room.inset(top: 1, bottom: 3)
    for line in 0..<min(rows.height, max(0, times.rows.count - cursor.offset)) {
      let row = times.rows[cursor.offset + line]
      let isChosen = cursor.offset + line == cursor.selected
      let ground: Ground = isChosen ? .selection : .screen
      if isChosen {
        surface.fill(rows.row(line).left(names + 9), style: Style(.text, on: ground))
        surface.cursor = rows.row(line).origin
      }
      let mark = row.isCritical ? (surface.glyphs.isASCII ? "*" : "◆") : " "
      surface.write(mark, in: rows.row(line), style: Style(.accent, on: ground))
      let look = row.step.look
      surface.write(
        look.status.glyph(surface.glyphs), in: rows.row(line).inset(left: 2), style: Style(look.role, on: ground))
      let name = rows.row(line).inset(left: surface.glyphs.isASCII ? 5 : 4).left(names - 4)
      surface.write(row.step.name, in: name, style: Style(row.spans.isEmpty ? .dim : .text, on: ground))
      let took = row.seconds([.run, .failed, .backOff])
      let text = row.spans.isEmpty || took == 0 ? surface.glyphs.dash : FigureText.seconds(took, surface.glyphs)
      surface.write(
        text, in: rows.row(line).inset(left: names).left(9), align: .right,
        style: Style(row.spans.isEmpty ? .dim : .text, on: ground))
      scale.draw(row, into: &surface, in: bars.inset(top: 1 + line).top(1))
    }
    drawFoot(times, &surface, room.bottom(2))
  }

  private func drawFoot(_ times: ExecutionTimes, _ surface: inout Surface, _ room: Rect) {
    if let chosen {
      let text = [chosen.step.name, facts(chosen)].filter { !$0.isEmpty }.joined(separator: surface.glyphs.separator)
      surface.write(TextSanitizer.line(text), in: room, row: 0)
    }
    TimeScale.drawLegend(into: &surface, in: room.row(1))
  }

  /// `waited 2 s, ran 3 s, 2 tries, 1.5 s between them, on the critical path`.
  private func facts(_ row: ExecutionTimes.Row) -> String {
    let part = { (kinds: Set<ExecutionTimes.Span.Kind>, word: String) -> String? in
      let seconds = row.seconds(kinds)
      return seconds > 0 ? "\(word) \(AgeText.duration(seconds))" : nil
    }
    let tries = row.spans.count { [.run, .failed].contains($0.kind) }
    let parts = [
      part([.queue], "waited"), part([.run, .failed], "ran"), tries > 1 ? "\(tries) times" : nil,
      part([.backOff], "between tries"), part([.expected], "expected still"),
      row.isCritical ? "decides the end" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}

struct TimesReport: Sendable, Hashable {
  let detail: ExecutionDetail
  let history: [HistoryEntry]
  let usual: UsualTimes
}

extension Question where Key == String, Value == TimesReport {
  static var executionTimes: Self {
    Question("execution times") { operations, id in
      let running = try operations.running
      let detail = try running.execution(id)
      return TimesReport(
        detail: detail, history: try running.history(HistoryQuery(execution: id)),
        usual: detail.summary.isRunning ? try running.usualTimes(of: id, asOf: nil) : UsualTimes())
    }
  }
}

extension Destination {
  static func executionTimes(_ id: String) -> Destination {
    Destination("execution times", id) { stacks, _ in stacks.push(ExecutionTimesScreen(id), of: id) }
  }
}

extension DashboardPage {
  static let executionTimes = DashboardPage(
    ExecutionTimesScreen.self,
    opening: Action(
      .openTimes, "times", keys: ["c"], in: .runs, summary: "what waited, ran and was tried again, when",
      group: "Runs", prominence: 0),
    ofExecution: { .executionTimes($0) })
}

extension ActionID {
  static let openTimes = ActionID("execution.times")
}
