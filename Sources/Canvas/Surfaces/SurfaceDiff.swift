import Glibc

/// Cells of one row that changed.
package struct RowSpan: Hashable, Sendable {
  package let row: Int
  package let columns: Range<Int>
}

/// What a device has to repaint to get from one surface to the next.
package enum SurfaceDiff {
  /// Unchanged cells between two changes that are cheaper to repaint than to jump over.
  static let bridgedGap = 4

  /// Calls `body` for each changed span, top to bottom, left to right; nothing is allocated. Without an old surface, or
  /// with one of another size, every row is one span. Spans never start or end inside a wide glyph, old or new.
  package static func forEachSpan(from old: Surface?, to new: Surface, _ body: (RowSpan) -> Void) {
    let width = new.size.width
    guard width > 0 else { return }
    guard let old, old.size == new.size else {
      for row in 0..<new.size.height { body(RowSpan(row: row, columns: 0..<width)) }
      return
    }
    old.cells.withUnsafeBufferPointer { before in
      new.cells.withUnsafeBufferPointer { after in
        for row in 0..<new.size.height {
          let range = row * width..<(row + 1) * width
          scan(row, UnsafeBufferPointer(rebasing: before[range]), UnsafeBufferPointer(rebasing: after[range]), body)
        }
      }
    }
  }

  /// The same as a list.
  package static func spans(from old: Surface?, to new: Surface) -> [RowSpan] {
    var found: [RowSpan] = []
    forEachSpan(from: old, to: new) { found.append($0) }
    return found
  }

  private static func scan(
    _ row: Int, _ before: UnsafeBufferPointer<Cell>, _ after: UnsafeBufferPointer<Cell>, _ body: (RowSpan) -> Void
  ) {
    guard let old = before.baseAddress, let new = after.baseAddress,
      memcmp(old, new, after.count * MemoryLayout<Cell>.stride) != 0
    else { return }
    var x = 0
    while let start = firstChange(from: x, before, after) {
      var end = start + 1
      while let next = firstChange(from: end, before, after), next - end <= bridgedGap { end = next + 1 }
      x = end
      let first = widened(start, before, after, by: -1)
      while end < after.count, before[end].isContinuation || after[end].isContinuation { end += 1 }
      body(RowSpan(row: row, columns: first..<end))
      x = max(x, end)
    }
  }

  private static func firstChange(
    from start: Int, _ before: UnsafeBufferPointer<Cell>, _ after: UnsafeBufferPointer<Cell>
  ) -> Int? {
    var x = start
    while x < after.count {
      if before[x] != after[x] { return x }
      x += 1
    }
    return nil
  }

  private static func widened(
    _ start: Int, _ before: UnsafeBufferPointer<Cell>, _ after: UnsafeBufferPointer<Cell>, by step: Int
  ) -> Int {
    var x = start
    while x > 0, before[x].isContinuation || after[x].isContinuation { x += step }
    return x
  }
}
