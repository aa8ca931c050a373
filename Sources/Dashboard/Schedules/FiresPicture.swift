import Canvas
import Operations
import Presentation
import Widgets

/// The fires of a schedule side by side: those to come, and what became of the newest.
struct FiresPicture {
  private let schedule: ScheduleSummary
  private let desk: Desk

  /// With a heading above the fires.
  static let mostRows = 21

  init(_ schedule: ScheduleSummary, _ desk: Desk) { (self.schedule, self.desk) = (schedule, desk) }

  /// Nothing where there is no room for a heading and two fires.
  func draw(into surface: inout Surface, in rect: Rect) {
    guard rect.height >= 3, rect.width >= 40 else { return }
    let columns = Layout.columns(rect, [.share(2), .share(3)], gap: 2)
    write("Next fires", coming, "it does not fire again", &surface, columns[0])
    write("Newest fires", past, "it has not fired yet", &surface, columns[1])
  }

  private var coming: [(text: String, role: Role)] {
    schedule.upcoming.map { at in
      let wait = at.timeIntervalSince(desk.now)
      return ("\(desk.clockText.moment(at)), \(wait < 60 ? "now" : "in " + AgeText.coarse(wait))", .text)
    }
  }

  private var past: [(text: String, role: Role)] {
    schedule.recent.map { fire in
      let note = fire.note.map { "  \($0)" } ?? ""
      return ("\(desk.clockText.moment(fire.at))  \(fire.outcome)\(note)", fire.role)
    }
  }

  private func write(
    _ title: String, _ lines: [(text: String, role: Role)], _ none: String, _ surface: inout Surface, _ room: Rect
  ) {
    surface.write(title, in: room, style: Style(.title))
    let shown = lines.isEmpty ? [(none, Role.dim)] : lines
    for (place, line) in shown.prefix(room.height - 1).enumerated() {
      surface.write(
        TextFit.truncate(TextSanitizer.line(line.text), to: room.width, glyphs: surface.glyphs), in: room,
        row: place + 1, style: Style(line.role))
    }
  }
}
