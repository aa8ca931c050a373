/// Makes text from outside (data, logs, file names) harmless for a terminal, while showing that something was there.
package enum TextSanitizer {
  /// For one line: every control, line ends included, becomes visible; a tab becomes a space.
  package static func line(_ text: String) -> String { clean(text, keeping: []) }

  /// For whole plain-text output: line feeds and tabs stay.
  package static func text(_ text: String) -> String { clean(text, keeping: [0x0A, 0x09]) }

  private static func clean(_ text: String, keeping kept: [UInt32]) -> String {
    var copy = text
    if copy.withUTF8({ $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isInvisible(scalar.value) {
      let value = kept.contains(scalar.value) ? scalar.value : visible(scalar.value)
      // Every scalar that `visible` answers is a valid one: printable input, a control picture or U+FFFD.
      result.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(result)
  }

  /// The scalar to draw for `scalar`: itself, a control picture, a flag's letter, or U+FFFD.
  static func visible(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x20...0x7E: scalar
    case 0x09: 0x20
    case 0...0x1F: 0x2400 + scalar
    case 0x7F: 0x2421
    case 0x1F1E6...0x1F1FF: 0x41 + scalar - 0x1F1E6
    case _ where isDirectional(scalar) || TextWidth.of(scalar) < 0: 0xFFFD
    default: scalar
    }
  }

  /// What is left out of cells: scalars that only change how their neighbours are drawn.
  static func isDropped(_ scalar: UInt32) -> Bool {
    scalar >= 0x1F3FB && scalar <= 0x1F3FF || isInvisible(scalar)
  }

  /// Scalars without any look of their own: they could hide text in a line that was copied.
  private static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x34F, 0x180B...0x180F, 0x200B...0x200D, 0x2060...0x2065, 0x206A...0x206F, 0xFE00...0xFE0F, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Marks that turn the reading direction (CVE-2021-42574) and separators that break lines.
  private static func isDirectional(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
