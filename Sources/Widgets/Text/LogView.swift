import Canvas
import Words

/// One line of a log.
package struct LogLine: Hashable, Sendable {
  package enum Severity: Sendable { case trace, debug, normal, warning, error }
  package var time: String
  package var severity: Severity
  package var text: String

  package init(time: String = "", _ severity: Severity = .normal, _ text: String) {
    self.time = time
    self.severity = severity
    self.text = text
  }
}

/// A window onto a log. Whoever makes it decides what shows: following is an offset at the end.
package struct LogView: Widget {
  package var count: Int
  package var offset: Int
  /// Columns scrolled to the right; kept while following.
  package var column: Int
  package var selected: Int?
  /// Set when paused: lines that came since, told at the bottom right.
  package var newLines: Int
  /// Text to light up, case ignored.
  package var highlight: String
  package var isFocused: Bool
  package var line: (Int) -> LogLine

  package init(
    count: Int, offset: Int = 0, column: Int = 0, selected: Int? = nil, newLines: Int = 0, highlight: String = "",
    isFocused: Bool = true, line: @escaping (Int) -> LogLine
  ) {
    self.count = max(0, count)
    self.offset = max(0, offset)
    self.column = max(0, column)
    self.selected = selected
    self.newLines = newLines
    self.highlight = highlight
    self.isFocused = isFocused
    self.line = line
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    for row in 0..<min(rect.height, max(0, count - offset)) {
      drawLine(&surface, offset + row, rect.row(row).inset(right: count > rect.height ? 2 : 0))
    }
    ScrollBar(offset: offset, visible: rect.height, count: count).draw(into: &surface, in: rect)
    if newLines > 0 {
      let note = " +\(NumberText.integer(newLines)) new \(surface.glyphs.down) "
      surface.write(
        note, in: rect.bottom(1).inset(right: 2), align: .right, style: Style(.accent, on: .raised, .bold))
    }
  }

  private func drawLine(_ surface: inout Surface, _ index: Int, _ rect: Rect) {
    let entry = line(index)
    let isSelected = index == selected
    let ground: Ground = isSelected ? (isFocused ? .selection : .selectionUnfocused) : .screen
    if isSelected {
      surface.fill(rect, style: Style(.text, on: ground))
      if isFocused { surface.cursor = rect.origin }
    }
    let showsTime = !entry.time.isEmpty && rect.width >= 40
    let timeWidth = showsTime ? TextWidth.of(entry.time) + 1 : 0
    if showsTime { surface.write(entry.time, at: rect.origin, style: Style(.dim, on: ground), clip: rect) }
    let room = rect.inset(left: timeWidth)
    let tag = Self.tag(entry.severity, surface.glyphs)
    surface.write(tag, at: room.origin, style: Style(Self.role(entry.severity), on: ground, .bold), clip: room)
    drawText(&surface, entry, room.inset(left: 2), ground)
  }

  private func drawText(_ surface: inout Surface, _ entry: LogLine, _ room: Rect, _ ground: Ground) {
    let text = Self.expandTabs(entry.text)
    let scrolled = column > 0 ? TextFit.dropColumns(text, column) : text
    let style = Style(entry.severity == .normal ? .text : Self.role(entry.severity), on: ground)
    surface.write(scrolled, in: room, style: style)
    for range in Self.matches(of: highlight, in: scrolled) {
      let place = Rect(x: room.x + range.lowerBound, y: room.y, width: range.count, height: 1).intersection(room)
      surface.restyle(place) { _ in Style(.match, on: .match) }
    }
  }

  /// Tab stops every eight columns.
  static func expandTabs(_ text: String) -> String {
    guard text.utf8.contains(9) else { return text }
    var result = ""
    for (index, part) in text.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { result += String(repeating: " ", count: 8 - TextWidth.of(result) % 8) }
      result += part
    }
    return result
  }

  /// The columns where `needle` stands; searched in ASCII letters of either case.
  static func matches(of needle: String, in text: String) -> [Range<Int>] {
    let wanted = needle.lowercased()
    guard !wanted.isEmpty else { return [] }
    let haystack = text.lowercased()
    // Lower case of another length would shift the columns: rather no light than a wrong one.
    guard haystack.unicodeScalars.count == text.unicodeScalars.count else { return [] }
    return haystack.ranges(of: wanted).map { range in
      let start = TextWidth.of(String(haystack[..<range.lowerBound]))
      return start..<start + TextWidth.of(String(haystack[range]))
    }
  }

  private static func role(_ severity: LogLine.Severity) -> Role {
    switch severity {
    case .trace: .severityTrace
    case .debug: .severityDebug
    case .normal: .dim
    case .warning: .late
    case .error: .failed
    }
  }

  private static func tag(_ severity: LogLine.Severity, _ glyphs: Glyphs) -> String {
    switch severity {
    case .trace, .debug, .normal: " "
    case .warning: glyphs.isASCII ? "!" : "▲"
    case .error: glyphs.isASCII ? "X" : "✖"
    }
  }
}
