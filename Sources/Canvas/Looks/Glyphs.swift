/// How rich the glyphs may be: each level is drawn with less than the one before, and everything is readable in each.
package enum GlyphLevel: String, CaseIterable, Sendable { case braille, blocks, ascii }

/// The symbols of the program's own chrome at one level. All are one column wide in every terminal asked; no emoji.
package struct Glyphs: Hashable, Sendable {
  package let level: GlyphLevel

  package init(_ level: GlyphLevel) { self.level = level }

  package static let braille = Glyphs(.braille)
  package static let blocks = Glyphs(.blocks)
  package static let ascii = Glyphs(.ascii)

  package var isASCII: Bool { level == .ascii }

  package var ellipsis: String { pick("…", "...") }
  package var up: String { pick("↑", "^") }
  package var down: String { pick("↓", "v") }
  package var left: String { pick("←", "<") }
  package var right: String { pick("→", ">") }
  package var ascending: String { pick("▲", "^") }
  package var descending: String { pick("▼", "v") }
  /// In front of the selected row where colour may be missing.
  package var pointer: String { pick("▸", ">") }
  package var mark: String { pick("●", "*") }
  package var dot: String { pick("·", ".") }
  package var times: String { pick("×", "x") }
  package var dash: String { pick("–", "-") }
  /// Between the parts of a line of facts.
  package var separator: String { pick(" · ", " | ") }
  package var crumb: String { pick(" › ", " > ") }
  /// A sample that does not exist, unlike one that is 0.
  package var missing: String { pick("·", ".") }
  package var scrollThumb: String { pick("█", "#") }
  package var hollow: String { pick("░", ":") }
  package var partialPoint: String { pick("○", "o") }
  /// How a rule was judged, one cell a run.
  package var passed: String { pick("·", ".") }
  package var failed: String { pick("✖", "x") }
  /// In front of the number of what needs somebody.
  package var needs: String { pick("▲", "!") }
  /// There is more to the right.
  package var more: String { pick("›", ">") }
  /// A value without neighbours, which as one dot would be overlooked.
  package var lonePoint: String { pick("•", "*") }

  /// Index 0 (nothing) to 8 (a full cell), growing upwards.
  package var columnLevels: [String] {
    isASCII
      ? [" ", "1", "2", "3", "4", "5", "6", "7", "8"] : [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  }

  /// Index 0 (nothing) to 8 (a full cell), growing to the right.
  package var barLevels: [String] {
    isASCII ? [" ", "-", "-", "-", "-", "=", "=", "=", "#"] : [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  }

  /// Index 0 (nothing) to 2 (a full cell), growing to the right, half as high as a line: stacked ones stay apart.
  package var lowBarLevels: [String] { isASCII ? [" ", "-", "#"] : [" ", "▖", "▄"] }

  private func pick(_ rich: String, _ ascii: String) -> String { isASCII ? ascii : rich }
}
