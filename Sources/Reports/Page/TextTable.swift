import Canvas

/// Rows of cells as aligned lines, two blanks between columns.
package struct TextTable: Sendable {
  package struct Column: Sendable {
    package var title: String
    package var align: TextAlignment
    /// May be cut where the page is too narrow.
    package var isFlexible: Bool
    /// The columns a flexible one keeps.
    package var least: Int
    /// Left out where the page is too narrow, the highest rank first; 0 always stays.
    package var rank: Int
    package init(
      _ title: String, _ align: TextAlignment = .left, isFlexible: Bool = false, least: Int = 14, rank: Int = 0
    ) {
      self.title = title
      self.least = least
      self.align = align
      self.isFlexible = isFlexible
      self.rank = rank
    }
  }

  package enum Row: Sendable {
    case cells([StyledLine])
    /// A line of its own between the rows, over all columns.
    case heading(StyledLine)
  }

  package var columns: [Column]
  package var rows: [Row] = []
  /// Blanks before each row; headings stand without.
  package var indent = 0
  /// Whether columns left out are counted at the end of the header: `+2 ›`.
  package var countsHidden = false
  private var hidden = 0
  private static let hiddenWidth = 6
  private static let gap = 2

  package init(_ columns: [Column], indent: Int = 0) {
    self.columns = columns
    self.indent = indent
  }

  package mutating func add(_ cells: [StyledLine]) { rows.append(.cells(cells)) }
  package mutating func add(heading: StyledLine) { rows.append(.heading(heading)) }

  package func lines(_ page: Page, showsTitles: Bool = true) -> [StyledLine] {
    if let narrower = narrowed(to: page) { return narrower.lines(page, showsTitles: showsTitles) }
    let widths = widths(page)
    var lines: [StyledLine] = []
    if showsTitles { lines.append(titles(widths, page)) }
    for row in rows {
      switch row {
      case .cells(let cells): lines.append(line(cells, widths, page))
      case .heading(let heading): lines.append(heading.cut(to: page.width, glyphs: page.glyphs))
      }
    }
    return lines
  }

  private func titles(_ widths: [Int], _ page: Page) -> StyledLine {
    var titles = line(columns.map { StyledLine($0.title, .dim) }, widths, page)
    if countsHidden, hidden > 0 { titles.append("  +\(hidden) \(page.glyphs.more)", .accent) }
    return titles.cut(to: page.width, glyphs: page.glyphs)
  }

  private func line(_ cells: [StyledLine], _ widths: [Int], _ page: Page) -> StyledLine {
    var line = StyledLine(String(repeating: " ", count: indent))
    for (index, width) in widths.enumerated() {
      let cell = index < cells.count ? cells[index].cut(to: width, glyphs: page.glyphs) : StyledLine()
      let isLast = index == widths.count - 1
      line.append(isLast && columns[index].align == .left ? cell : cell.padded(to: width, align: columns[index].align))
      if !isLast { line.append(String(repeating: " ", count: Self.gap)) }
    }
    return line.cut(to: page.width, glyphs: page.glyphs)
  }

  /// Without the column that can be missed most, when not even its least width fits; nil when all can stay.
  private func narrowed(to page: Page) -> TextTable? {
    let widths = widths(page)
    guard let whole = page.width, case let room = countsHidden && hidden > 0 ? whole - Self.hiddenWidth : whole,
      indent + widths.reduce(0, +) + Self.gap * (widths.count - 1) > room,
      let dropped = columns.indices.filter({ columns[$0].rank > 0 }).max(by: { columns[$0].rank < columns[$1].rank })
    else { return nil }
    var table = self
    table.columns.remove(at: dropped)
    table.hidden += 1
    table.rows = rows.map { row in
      guard case .cells(var cells) = row else { return row }
      if dropped < cells.count { cells.remove(at: dropped) }
      return .cells(cells)
    }
    return table
  }

  /// What each column needs; where that is too much, the flexible ones give, the widest first.
  private func widths(_ page: Page) -> [Int] {
    var widths = columns.map { TextWidth.of($0.title) }
    for case .cells(let cells) in rows {
      for (index, cell) in cells.prefix(widths.count).enumerated() { widths[index] = max(widths[index], cell.width) }
    }
    guard let whole = page.width else { return widths }
    let page = countsHidden && hidden > 0 ? whole - Self.hiddenWidth : whole
    // No column needs more than the page, however long its longest text is.
    widths = widths.enumerated().map { columns[$0].isFlexible ? min($1, max(page, columns[$0].least)) : $1 }
    var excess = indent + widths.reduce(0, +) + Self.gap * (widths.count - 1) - page
    while excess > 0, let widest = widestFlexible(widths) {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  /// The flexible column that can give most; nil when all are down to their least.
  private func widestFlexible(_ widths: [Int]) -> Int? {
    columns.indices.filter { columns[$0].isFlexible && widths[$0] > columns[$0].least }
      .max { widths[$0] < widths[$1] }
  }
}
