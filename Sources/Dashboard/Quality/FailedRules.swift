import Canvas
import Operations
import Presentation
import Widgets

/// The rules of a table that failed, each in full.
struct FailedRules {
  let table: TableQuality

  func draw(into surface: inout Surface, in room: Rect) {
    let failed = table.rules.filter { $0.status != .pass }
    if failed.isEmpty {
      let text =
        table.score == nil
        ? "It has not been checked yet." : "All \(FigureText.plural(table.rules.count, "rule")) pass."
      return surface.write(text, in: room, style: Style(.dim))
    }
    var row = 0
    for rule in failed where row < room.height {
      let badge = room.row(row).left(9)
      rule.look.draw(into: &surface, at: badge.origin, clip: badge)
      let text = rule.rule + (rule.message.isEmpty ? "" : surface.glyphs.separator + rule.message)
      let lines = TextFit.wrap(
        TextSanitizer.line(text), to: max(1, room.width - 9), rows: room.height - row, glyphs: surface.glyphs)
      for (offset, line) in lines.enumerated() { surface.write(line, in: room.inset(left: 9), row: row + offset) }
      row += max(1, lines.count)
    }
  }
}

extension TableQuality {
  /// A failed rule stops a table only where its gate says so.
  var look: StateLook {
    if score == nil { return StateLook(.unknown) }
    if failed == 0 { return StateLook(.ok, word: verdict) }
    return StateLook(verdict == "WARN" ? .late : .failed, word: verdict)
  }
}
