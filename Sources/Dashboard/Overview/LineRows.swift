import Canvas
import Widgets

/// Lines of the overview: state, subject, text, and a dim detail at the right.
struct LineRows {
  let lines: [OverviewLine]
  let cursor: ListCursor
  let isFocused: Bool

  func draw(into surface: inout Surface, in rect: Rect) {
    let overflows = lines.count > rect.height
    let subjects = min(rect.width < 90 ? 22 : 30, lines.map { TextWidth.of($0.subject) }.max() ?? 0)
    for row in 0..<min(rect.height, max(0, lines.count - cursor.offset)) {
      let index = cursor.offset + row
      draw(
        lines[index], isSelected: index == cursor.selected, subjects, &surface,
        rect.row(row).inset(right: overflows ? 2 : 0))
    }
    ScrollBar(offset: cursor.offset, visible: rect.height, count: lines.count).draw(into: &surface, in: rect)
  }

  private func draw(
    _ line: OverviewLine, isSelected: Bool, _ subjects: Int, _ surface: inout Surface, _ rect: Rect
  ) {
    let ground: Ground = isSelected && isFocused ? .selection : .screen
    if isSelected, isFocused {
      surface.fill(rect, style: Style(.text, on: ground))
      surface.write(surface.glyphs.pointer, at: rect.origin, style: Style(.accent, on: ground), clip: rect)
      surface.cursor = rect.origin
    }
    let badge = rect.inset(left: 2).left(surface.glyphs.isASCII ? 8 : 7)
    line.look.draw(into: &surface, at: badge.origin, on: ground, clip: badge)
    let rest = rect.inset(left: 2 + badge.width + 1)
    let detailWidth = TextWidth.of(line.detail)
    // A short text, like 30/30, is not cut for a detail's sake.
    let least = subjects + 2 + min(8, TextWidth.of(line.text))
    let showsDetail = detailWidth > 0 && rest.width >= least + 2 + detailWidth
    if showsDetail { surface.write(line.detail, in: rest, align: .right, style: Style(.dim, on: ground)) }
    let room = showsDetail ? rest.inset(right: detailWidth + 2) : rest
    surface.write(line.subject, in: room.left(subjects), style: Style(.text, on: ground))
    surface.write(line.text, in: room.inset(left: subjects + 2), style: Style(.dim, on: ground))
  }
}
