package enum TextAlignment: Sendable { case left, center, right }

/// Text made to fit a number of columns.
package enum TextFit {
  /// Cuts to at most `columns`, the last of them an ellipsis when something was cut.
  package static func truncate(_ text: String, to columns: Int, glyphs: Glyphs = .braille) -> String {
    guard columns > 0 else { return "" }
    // No glyph takes more than two columns or fewer bytes than one.
    if text.utf8.count <= columns || TextWidth.of(text) <= columns { return text }
    let mark = glyphs.ellipsis
    let markWidth = TextWidth.of(mark)
    guard columns > markWidth else { return prefix(text, columns: columns) }
    return prefix(text, columns: columns - markWidth) + mark
  }

  /// Cuts in the middle, keeping both ends: for paths, whose end says most.
  package static func truncateMiddle(_ text: String, to columns: Int, glyphs: Glyphs = .braille) -> String {
    let width = TextWidth.of(text)
    if width <= columns { return text }
    let room = columns - TextWidth.of(glyphs.ellipsis)
    guard room >= 4 else { return truncate(text, to: columns, glyphs: glyphs) }
    return prefix(text, columns: room / 2) + glyphs.ellipsis + suffix(text, columns: room - room / 2)
  }

  /// Cut or padded with blanks to exactly `columns`.
  package static func pad(
    _ text: String, to columns: Int, align: TextAlignment = .left, glyphs: Glyphs = .braille
  ) -> String {
    let fitted = truncate(text, to: columns, glyphs: glyphs)
    let free = max(0, columns - TextWidth.of(fitted))
    let lead =
      switch align {
      case .left: 0
      case .center: free / 2
      case .right: free
      }
    return String(repeating: " ", count: lead) + fitted + String(repeating: " ", count: free - lead)
  }

  /// The longest beginning of at most `columns`, sanitised.
  package static func prefix(_ text: String, columns: Int) -> String {
    var scanner = GlyphScanner(text)
    var used = 0
    var result = String.UnicodeScalarView()
    while let glyph = scanner.next(), used + Int(glyph.width) <= columns {
      used += Int(glyph.width)
      append(glyph, to: &result)
    }
    return String(result)
  }

  /// The longest end of at most `columns`, sanitised.
  package static func suffix(_ text: String, columns: Int) -> String {
    dropColumns(text, max(0, TextWidth.of(text) - columns))
  }

  /// What is right of the first `columns`; a wide glyph cut in two goes as a whole.
  package static func dropColumns(_ text: String, _ columns: Int) -> String {
    var scanner = GlyphScanner(text)
    var passed = 0
    var result = String.UnicodeScalarView()
    while let glyph = scanner.next() {
      if passed >= columns { append(glyph, to: &result) }
      passed += Int(glyph.width)
    }
    return String(result)
  }

  /// Breaks at blanks so that no line is wider than `columns`; words that are too long are cut.
  ///
  /// - Parameter hanging: columns by which all lines of a paragraph but its first are set in.
  package static func wrap(_ text: String, to columns: Int, hanging: Int = 0) -> [String] {
    guard columns > 0 else { return [] }
    // An indent that leaves less than half of the room is none.
    let hanging = hanging * 2 < columns ? hanging : 0
    let indent = String(repeating: " ", count: hanging)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      let lines = wrapLine(String(paragraph), columns, columns - hanging)
      return lines.prefix(1) + lines.dropFirst().map { indent + $0 }
    }
  }

  /// At most `rows` lines of `columns`; the last one ends in an ellipsis where something was left out.
  package static func wrap(_ text: String, to columns: Int, rows: Int, glyphs: Glyphs) -> [String] {
    let lines = wrap(text, to: columns)
    guard rows > 0, lines.count > rows else { return Array(lines.prefix(max(0, rows))) }
    let kept = lines[rows - 1]
    let mark = glyphs.ellipsis
    let last =
      TextWidth.of(kept) + TextWidth.of(mark) <= columns
      ? kept + mark : prefix(kept, columns: max(0, columns - TextWidth.of(mark))) + mark
    return lines.prefix(rows - 1) + [last]
  }

  /// Looks at each glyph once, so that a reason that lists 30,000 values is broken in a moment.
  private static func wrapLine(_ text: String, _ first: Int, _ later: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var used = 0
    for word in text.split(separator: " ").map(String.init) {
      let width = TextWidth.of(word)
      if !current.isEmpty, used + 1 + width <= (lines.isEmpty ? first : later) {
        current += " " + word
        used += 1 + width
        continue
      }
      if !current.isEmpty { lines.append(current) }
      guard let pieces = pieces(word, lines.isEmpty ? first : later, later) else { return lines }
      lines += pieces.dropLast()
      current = pieces.last ?? ""
      used = TextWidth.of(current)
    }
    return lines + [current]
  }

  /// A word cut into lines; nil when not even one glyph fits.
  private static func pieces(_ word: String, _ first: Int, _ later: Int) -> [String]? {
    var scanner = GlyphScanner(word)
    var done: [String] = []
    var piece = String.UnicodeScalarView()
    var used = 0
    while let glyph = scanner.next() {
      if used + Int(glyph.width) > (done.isEmpty ? first : later) {
        guard used > 0 else { return nil }
        done.append(String(piece))
        (piece, used) = (String.UnicodeScalarView(), 0)
      }
      append(glyph, to: &piece)
      used += Int(glyph.width)
    }
    return done + [String(piece)]
  }

  private static func append(_ glyph: ScannedGlyph, to result: inout String.UnicodeScalarView) {
    for value in Cell(glyph: glyph.glyph, style: StyleID(.plain)).scalars {
      result.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
  }
}
