/// One column of one row: eight bytes, comparable as bytes.
///
/// `glyph` is a Unicode scalar, or `0x8000_0000 | index` of a cluster (a base with marks) kept by `Clusters`.
package struct Cell: Hashable, Sendable {
  package let glyph: UInt32
  package let style: StyleID
  /// 1 or 2 columns; 0 marks the second column of the wide glyph to its left.
  package let width: UInt8
  /// Always 0: keeps all eight bytes defined, so that rows can be compared with memcmp.
  private let reserved: UInt8 = 0

  package init(glyph: UInt32, style: StyleID, width: UInt8 = 1) {
    self.glyph = glyph
    self.style = style
    self.width = width
  }

  package static func blank(_ style: StyleID) -> Cell { Cell(glyph: 0x20, style: style) }
  static func continuation(_ style: StyleID) -> Cell { Cell(glyph: 0, style: style, width: 0) }

  package var isContinuation: Bool { width == 0 }

  /// The scalars to draw: one base and up to four marks; empty for a continuation.
  package var scalars: [UInt32] {
    if isContinuation { return [] }
    return glyph & Clusters.flag == 0 ? [glyph] : Clusters.scalars(glyph)
  }

  func styled(_ style: StyleID) -> Cell { Cell(glyph: glyph, style: style, width: width) }
}
