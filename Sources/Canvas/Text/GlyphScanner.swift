/// One glyph of a text and the columns it takes.
package struct ScannedGlyph: Hashable, Sendable {
  package let glyph: UInt32
  package let width: UInt8
}

/// Cuts text into glyphs a terminal can be trusted with. The one gate between text from outside and cells.
///
/// Controls and bidi marks become visible placeholders. Joiners, variation selectors and skin tones go, and of a joined
/// emoji the first stays; a flag becomes its two letters: terminals disagree about the width of all of those. Marks
/// stay with their base, four at most.
package struct GlyphScanner: IteratorProtocol, Sendable {
  private var scalars: String.UnicodeScalarView.Iterator
  private var pending: UInt32?
  private var afterJoiner = false
  private var base: UInt32 = 0

  package init(_ text: String) { scalars = text.unicodeScalars.makeIterator() }

  package mutating func next() -> ScannedGlyph? {
    guard var first = nextScalar() else { return nil }
    var width = TextWidth.of(first)
    if width == 0 {
      pending = first
      (first, width) = (0x20, 1)
    }
    base = first
    return marked(first, width: UInt8(max(1, width)))
  }

  private mutating func marked(_ first: UInt32, width: UInt8) -> ScannedGlyph {
    var cluster: [UInt32] = []
    while let scalar = nextScalar() {
      guard scalar >= 0x300, TextWidth.of(scalar) == 0 else {
        pending = scalar
        break
      }
      if cluster.isEmpty { cluster = [first] }
      if cluster.count < 5 { cluster.append(scalar) }
    }
    return ScannedGlyph(glyph: cluster.isEmpty ? first : Clusters.intern(cluster), width: width)
  }

  /// The next scalar that is to be drawn, made harmless.
  private mutating func nextScalar() -> UInt32? {
    if let scalar = pending {
      pending = nil
      return scalar
    }
    while let scalar = scalars.next() {
      if scalar.value == 0x200D {
        afterJoiner = Self.isEmoji(base)
        continue
      }
      if TextSanitizer.isDropped(scalar.value) { continue }
      if afterJoiner {
        afterJoiner = false
        if Self.isEmoji(scalar.value) { continue }
      }
      return TextSanitizer.visible(scalar.value)
    }
    return nil
  }

  private static func isEmoji(_ scalar: UInt32) -> Bool {
    scalar >= 0x2000 && Unicode.Scalar(scalar)?.properties.isEmoji == true
  }
}
