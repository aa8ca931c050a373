import Canvas

/// A column of a table: what it is called and how much room it needs.
package struct TableColumn: Hashable, Sendable {
  package var title: String
  package var align: TextAlignment
  package var minimum: Int
  package var ideal: Int
  /// Columns of low priority go first when the table is narrow.
  package var priority: Int
  /// Takes what is left when every column has its ideal width.
  package var grows: Bool

  /// - Parameters:
  ///   - minimum: columns below which it is not worth showing; default: its title's width.
  ///   - ideal: columns it never needs more than; default: the minimum.
  package init(
    _ title: String, align: TextAlignment = .left, minimum: Int? = nil, ideal: Int? = nil, priority: Int = 1,
    grows: Bool = false
  ) {
    self.title = title
    self.align = align
    self.minimum = max(1, minimum ?? TextWidth.of(title))
    self.ideal = max(self.minimum, ideal ?? self.minimum)
    self.priority = priority
    self.grows = grows
  }
}

/// A column's place in a table of a given width.
package struct PlacedColumn: Hashable, Sendable {
  package let index: Int
  package let x: Int
  package let width: Int
}

/// Decides which columns show and how wide they are.
enum ColumnFit {
  static let gap = 2

  static func place(_ columns: [TableColumn], in width: Int) -> [PlacedColumn] {
    let shown = choose(columns, width)
    var widths = shown.map { min(columns[$0].minimum, max(0, width)) }
    var free = width - widths.reduce(0, +) - gap * max(0, shown.count - 1)
    grow(&widths, shown.map { columns[$0].ideal }, &free)
    let growing = shown.indices.filter { columns[shown[$0]].grows }
    for (rank, position) in growing.enumerated() where free > 0 {
      let share = free / (growing.count - rank)
      widths[position] += share
      free -= share
    }
    return positions(shown, widths)
  }

  /// The most important columns whose minimum widths fit, in their own order; the first of them always shows.
  private static func choose(_ columns: [TableColumn], _ width: Int) -> [Int] {
    let ranked = columns.indices.sorted { (-columns[$0].priority, $0) < (-columns[$1].priority, $1) }
    var used = -gap
    var chosen: [Int] = []
    for index in ranked {
      let needed = columns[index].minimum + gap
      guard chosen.isEmpty || used + needed <= width else { break }
      used += needed
      chosen.append(index)
    }
    return width > 0 ? chosen.sorted() : []
  }

  /// Hands out columns to those furthest from their ideal, in proportion, nothing lost by rounding.
  private static func grow(_ widths: inout [Int], _ ideals: [Int], _ free: inout Int) {
    let wants = zip(widths, ideals).map { max(0, $1 - $0) }
    let total = wants.reduce(0, +)
    guard free > 0, total > 0 else { return }
    let given = min(free, total)
    var (passed, used) = (0, 0)
    for index in widths.indices {
      passed += wants[index]
      let upTo = given * passed / total
      widths[index] += upTo - used
      used = upTo
    }
    free -= given
  }

  private static func positions(_ shown: [Int], _ widths: [Int]) -> [PlacedColumn] {
    var x = 0
    return zip(shown, widths).map { index, width in
      defer { x += width + gap }
      return PlacedColumn(index: index, x: x, width: width)
    }
  }
}
