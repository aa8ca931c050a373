import Canvas
import Charts
import Foundation
import Metrics
import Operations
import Widgets
import Words

/// An alarm as a picture: its state in a line, its datapoints as dots, and its chart or its tree.
struct AlarmPicture {
  let page: AlarmPage
  let desk: Desk

  func draw(into surface: inout Surface, in rect: Rect) {
    var room = rect
    room = room.inset(top: drawState(&surface, rect))
    if case .composite = page.definition { return drawTree(&surface, room) }
    drawDots(&surface, room.row(0))
    drawTrial(&surface, room.row(1))
    drawChart(&surface, room.inset(top: 2))
  }

  /// The state and its reason, whole where there is room.
  ///
  /// - Returns: the rows that it took.
  private func drawState(_ surface: inout Surface, _ rect: Rect) -> Int {
    let row = rect.row(0)
    guard let status = page.status else {
      surface.write("not written yet; w writes it", in: row, style: Style(.dim))
      return 1
    }
    let look = status.look
    let written = look.draw(into: &surface, at: Point(x: row.x, y: row.y), clip: row)
    let room = rect.inset(left: max(0, written) + 2)
    let since =
      "since \(desk.clockText.moment(status.since))  \(status.attentionInFull(desk.clockText) ?? status.reason)"
    let lines = TextFit.wrap(
      TextSanitizer.line(since), to: max(1, room.width), rows: rect.height >= 10 ? 3 : 1, glyphs: surface.glyphs)
    for (offset, line) in lines.enumerated() { surface.write(line, in: room, row: offset, style: Style(.dim)) }
    return max(1, lines.count)
  }

  /// The newest periods, the newest at the right: which breach, which do not, which are missing.
  private func drawDots(_ surface: inout Surface, _ row: Rect) {
    guard case .metric(let alarm) = page.definition else { return }
    let glyphs = surface.glyphs
    let shown = page.dots.suffix(max(1, min(page.dots.count, row.width / 2 - 20)))
    var x = row.x
    for dot in shown {
      let (glyph, role): (String, Role) =
        dot.value == nil
        ? (glyphs.missing, .dim)
        : dot.isBreaching ? (glyphs.isASCII ? "X" : "●", .failed) : (glyphs.isASCII ? "o" : "○", .ok)
      surface.write(glyph, at: Point(x: x, y: row.y), style: Style(role), clip: row)
      x += 2
    }
    let breaching = page.dots.count(where: \.isBreaching)
    let text =
      "\(alarm.condition.datapointsToAlarm) of \(alarm.condition.evaluationPeriods) make an alarm; "
      + "\(breaching) of the newest \(page.dots.count) periods breach\(newest)"
    surface.write(
      TextFit.truncate(text, to: max(0, row.right - x - 1), glyphs: glyphs), in: row.inset(left: x - row.x + 1))
  }

  private var newest: String {
    guard let value = page.dots.last(where: { $0.value != nil })?.value else { return "; no data" }
    return "; newest \(NumberText.compact(value))"
  }

  /// How often it would have changed, beside what the stored one would have done, and what happened.
  private func drawTrial(_ surface: inout Surface, _ row: Rect) {
    var parts = ["\(Self.count(page.tried)) in \(MetricText.period(Int(span))) as shown"]
    if page.stored != nil, page.stored != page.definition {
      parts.append("\(Self.count(page.storedChanges)) as stored")
    }
    if page.stored != nil { parts.append("\(Self.count(page.happened)) happened") }
    surface.write(
      TextFit.truncate(parts.joined(separator: surface.glyphs.separator), to: row.width, glyphs: surface.glyphs),
      in: row, style: Style(.accent))
  }

  private var span: TimeInterval { page.range.upperBound.timeIntervalSince(page.range.lowerBound).rounded() }

  /// `4 transitions, 2 alarms`.
  static func count(_ changes: [StateChangeSummary]) -> String {
    let alarms = changes.count { $0.to == .alarm }
    return "\(changes.count) transition\(changes.count == 1 ? "" : "s"), \(alarms) alarm\(alarms == 1 ? "" : "s")"
  }

  private func drawChart(_ surface: inout Surface, _ rect: Rect) {
    guard case .metric(let alarm) = page.definition else { return }
    guard !page.points.isEmpty else {
      return PaneState.empty("No datapoint in this time.", advice: "+ looks over more time").draw(
        into: &surface, in: rect)
    }
    let values = page.points.map { PeriodValue(start: $0.start, value: $0.value) }
    let line = LineSeries("", MetricPicture.points(values, every: alarm.period.period))
    var options = LineChartGeometry.Options()
    (options.format, options.span) = (.decimal(2), page.range)
    options.overlay = overlay(alarm)
    LineChart([line], options: options).draw(into: &surface, in: rect)
  }

  private func overlay(_ alarm: MetricAlarm) -> ChartOverlay {
    var overlay = ChartOverlay()
    if alarm.condition.comparison.takesBand {
      overlay.band = page.points.map { .init($0.start, $0.limits) }
    } else {
      overlay.thresholds = [alarm.condition.threshold]
    }
    overlay.strips = [strip("as shown", page.tried)]
    if let status = page.status {
      let stays = WatchedSpan.stays(page.happened, over: page.range, now: status.state)
      overlay.strips.append(.init("happened", MetricPicture.spans(stays)))
    }
    return overlay
  }

  private func strip(_ name: String, _ changes: [StateChangeSummary]) -> ChartOverlay.Strip {
    let stays = WatchedSpan.stays(changes, over: page.range, now: changes.last?.to ?? .insufficientData)
    return .init(name, MetricPicture.spans(stays))
  }

  private func drawTree(_ surface: inout Surface, _ rect: Rect) {
    let glyphs = surface.glyphs
    for (branch, row) in zip(page.tree, 0..<rect.height) {
      let line = rect.row(row)
      let mark = branch.isTrue ? (glyphs.isASCII ? "x" : "●") : glyphs.isASCII ? "." : "○"
      let indent = String(repeating: "  ", count: branch.depth)
      let text = branch.alarm.map { "\($0) is in \(branch.text)" } ?? branch.text
      let now = branch.state.map { "   now \($0.rawValue)" } ?? ""
      surface.write(
        TextFit.truncate(TextSanitizer.line("\(indent)\(mark) \(text)\(now)"), to: line.width, glyphs: glyphs),
        in: line, style: Style(branch.isTrue ? .failed : .dim))
    }
  }
}

/// What stands at the foot of an alarm's page: its history, or the text that would be written.
enum AlarmFoot {
  struct Line: Hashable, Sendable {
    let text: String
    var role = Role.text
  }

  static func title(_ page: AlarmPage, _ request: AlarmPageRequest) -> String {
    request.trial == nil ? "History" : "As it would be written to \(page.path ?? "alarms/\(page.name).yml")"
  }

  /// Cut into lines of a width: what decided stands at the end of a sentence, which is where a narrow screen would cut it.
  static func lines(_ page: AlarmPage, _ desk: Desk, _ request: AlarmPageRequest, width: Int) -> [Line] {
    lines(page, desk, request).flatMap { line in
      TextFit.wrap(TextSanitizer.line(line.text), to: max(20, width), hanging: request.trial == nil ? 2 : 0).map {
        Line(text: $0, role: line.role)
      }
    }
  }

  private static func lines(_ page: AlarmPage, _ desk: Desk, _ request: AlarmPageRequest) -> [Line] {
    if request.trial != nil {
      guard let text = page.text else {
        return [Line(text: "What changes does not stand on a line of its own: edit the file.", role: .late)]
      }
      return text.split(separator: "\n").map { Line(text: String($0)) }
    }
    if page.history.isEmpty {
      return [Line(text: "Nothing happened yet: alarms are evaluated after each run and by the scheduler.", role: .dim)]
    }
    return page.history.map { line in
      let outcome = line.outcome.map { ": \($0)" } ?? ""
      let isBad = line.outcome.map { $0.hasPrefix("failed") || $0.hasPrefix("not done") } ?? false
      return Line(
        text: "\(desk.clockText.moment(line.at))  \(line.summary)\(outcome)", role: isBad ? .failed : .text)
    }
  }
}
