/// Columns that text takes in a terminal, by the C library's own table (which ncurses uses too).
package enum TextWidth {
  /// Columns of one scalar: 0 (marks), 1, 2, or -1 for what cannot be shown (controls, unassigned).
  package static func of(_ scalar: UInt32) -> Int {
    if scalar < 0x7F { return scalar < 0x20 ? (scalar == 0 ? 0 : -1) : 1 }
    return scalar < 0x10000 ? Int(lowPlane[Int(scalar)]) : search(scalar)
  }

  /// Columns of a whole text as `Surface.write` draws it.
  package static func of(_ text: String) -> Int {
    if let count = plainCount(text) { return count }
    var scanner = GlyphScanner(text)
    var columns = 0
    while let glyph = scanner.next() { columns += Int(glyph.width) }
    return columns
  }

  /// The number of bytes when all of them are printable ASCII, each one column wide.
  private static func plainCount(_ text: String) -> Int? {
    var copy = text
    return copy.withUTF8 { bytes in bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? bytes.count : nil }
  }

  /// The basic plane flat (64 kB, filled once); the rest is rare enough to be searched.
  private static let lowPlane: [Int8] = {
    var widths = [Int8](repeating: -1, count: 0x10000)
    for (index, run) in WidthRuns.runs.enumerated() {
      let start = Int(run & 0xFF_FFFF)
      let end = index + 1 < WidthRuns.runs.count ? Int(WidthRuns.runs[index + 1] & 0xFF_FFFF) : 0x110000
      guard start < 0x10000 else { break }
      for scalar in start..<min(end, 0x10000) { widths[scalar] = Int8(run >> 24) - 1 }
    }
    return widths
  }()

  private static func search(_ scalar: UInt32) -> Int {
    var low = 0
    var high = WidthRuns.runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if WidthRuns.runs[middle] & 0xFF_FFFF <= scalar { low = middle } else { high = middle }
    }
    return Int(WidthRuns.runs[low] >> 24) - 1
  }
}
