import Canvas
import Foundation
import Operations
import Presentation
import Widgets

/// The spans of steps as cells on one scale.
struct TimeScale {
  private let start: Date
  private let span: TimeInterval
  private let width: Int
  private let glyphs: Glyphs
  private let expectedEnd: Date?

  init(_ times: ExecutionTimes, width: Int, glyphs: Glyphs) {
    start = min(times.start, times.rows.compactMap(\.spans.first?.from).min() ?? times.start)
    span = max(0.001, times.end.timeIntervalSince(start))
    (self.width, self.glyphs, expectedEnd) = (width, glyphs, times.expectedEnd)
  }

  private func cell(_ moment: Date) -> Int {
    guard width > 0 else { return 0 }
    return min(width - 1, max(0, Int(moment.timeIntervalSince(start) / span * Double(width))))
  }

  /// When it begins, and when it ended or will.
  func drawAxis(into surface: inout Surface, in line: Rect, _ clock: ClockText) {
    surface.write(clock.moment(start) + ":" + clock.second(start).suffix(2), in: line, style: Style(.axis))
    let end = start.addingTimeInterval(span)
    let text = (expectedEnd == nil ? "" : "expected ") + clock.second(end)
    if line.width > 40 { surface.write(text, in: line, align: .right, style: Style(.axis)) }
  }

  /// Later spans over earlier ones, each one cell at least, so that nothing that happened is lost.
  func draw(_ row: ExecutionTimes.Row, into surface: inout Surface, in line: Rect) {
    guard !line.isEmpty else { return }
    for span in row.spans where span.kind != .run || span.seconds >= 0 {
      let (first, last) = (cell(span.from), cell(span.until))
      let look = Self.look(span.kind, glyphs)
      for x in first...max(first, last) {
        surface.write(
          look.glyph, at: Point(x: line.x + x, y: line.y),
          style: Style(span.kind == .run ? Self.role(row) : look.role), clip: line)
      }
    }
  }

  private static func role(_ row: ExecutionTimes.Row) -> Role {
    row.step.look.status == .failed ? .series1 : row.step.isRunning ? .running : row.step.look.role
  }

  private static func look(_ kind: ExecutionTimes.Span.Kind, _ glyphs: Glyphs) -> (glyph: String, role: Role) {
    let ascii = glyphs.isASCII
    return switch kind {
    case .queue: (ascii ? "." : "·", .dim)
    case .run: (ascii ? "#" : "▄", .ok)
    case .failed: (ascii ? "x" : "▚", .danger)
    case .backOff: (ascii ? ":" : "░", .late)
    case .expected: (ascii ? "-" : "┄", .dim)
    }
  }

  static func drawLegend(into surface: inout Surface, in line: Rect) {
    var x = line.x
    let parts: [(ExecutionTimes.Span.Kind, String)] = [
      (.queue, "waits"), (.run, "runs"), (.failed, "fails"), (.backOff, "between tries"), (.expected, "expected"),
    ]
    for (kind, word) in parts {
      let look = look(kind, surface.glyphs)
      x += surface.write(look.glyph, at: Point(x: x, y: line.y), style: Style(look.role), clip: line)
      x += surface.write(" " + word + "  ", at: Point(x: x, y: line.y), style: Style(.dim), clip: line)
    }
    let mark = surface.glyphs.isASCII ? "*" : "◆"
    x += surface.write(mark, at: Point(x: x, y: line.y), style: Style(.accent), clip: line)
    surface.write(" decides the end", at: Point(x: x, y: line.y), style: Style(.dim), clip: line)
  }
}
