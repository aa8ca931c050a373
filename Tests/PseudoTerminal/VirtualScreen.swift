/// A terminal's screen in memory: what an xterm would show after the bytes it was fed.
///
/// Knows what ncurses sends under xterm-256color and the like, and counts what it does not know in `unknown`, so that a
/// test can see when it has become too simple.
package struct VirtualScreen: Sendable {
  package internal(set) var columns: Int
  package internal(set) var rows: Int
  package internal(set) var cursor = (x: 0, y: 0)
  package internal(set) var cursorIsVisible = true
  package internal(set) var alternateIsActive = false
  /// Private modes that are on: 1002, 1004, 1006, 2004, …
  package internal(set) var modes: Set<Int> = []
  package internal(set) var isKeypadInApplicationMode = false
  /// The style that the next character would get.
  package internal(set) var pen = CellStyle()
  package internal(set) var title = ""
  /// Texts sent to the clipboard with OSC 52, still in base64.
  package internal(set) var clipboard: [String] = []
  package internal(set) var bells = 0
  /// Times the whole screen was erased.
  package internal(set) var fullErases = 0
  /// Sequences it does not know.
  package internal(set) var unknown: [String] = []
  /// Bytes it would answer, for the owner of the terminal to send.
  package internal(set) var answers: [UInt8] = []

  var grid: [[VirtualCell]]
  var otherGrid: [[VirtualCell]]
  var savedCursor = (x: 0, y: 0)
  var region: Range<Int>
  var wrapsNext = false
  var lastPrinted: Unicode.Scalar?
  var lineDrawing = false
  var parser = EscapeParser()

  package init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    grid = Self.blank(self.columns, self.rows)
    otherGrid = grid
    region = 0..<self.rows
  }

  static func blank(_ columns: Int, _ rows: Int) -> [[VirtualCell]] {
    Array(repeating: Array(repeating: VirtualCell(), count: columns), count: rows)
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if let token = parser.next(byte) { apply(token) }
    }
  }

  /// Changes the size as terminals do: the upper left part stays.
  package mutating func resize(columns: Int, rows: Int) {
    (self.columns, self.rows) = (max(1, columns), max(1, rows))
    grid = resized(grid)
    otherGrid = resized(otherGrid)
    region = 0..<self.rows
    cursor = (min(cursor.x, self.columns - 1), min(cursor.y, self.rows - 1))
    wrapsNext = false
  }

  private func resized(_ old: [[VirtualCell]]) -> [[VirtualCell]] {
    (0..<rows).map { y in
      (0..<columns).map { x in y < old.count && x < old[y].count ? old[y][x] : VirtualCell() }
    }
  }

  // MARK: reading

  /// One row's text, trailing blanks cut.
  package func line(_ y: Int) -> String {
    guard grid.indices.contains(y) else { return "" }
    var text = grid[y].map(\.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  /// All rows, one line each.
  package var text: String { (0..<rows).map(line).joined(separator: "\n") }

  package func style(x: Int, y: Int) -> CellStyle? {
    grid.indices.contains(y) && grid[y].indices.contains(x) ? grid[y][x].style : nil
  }

  /// Every style on the screen.
  package var styles: Set<CellStyle> { Set(grid.joined().map(\.style)) }

  /// Where a text first stands.
  package func position(of wanted: String) -> (x: Int, y: Int)? {
    for y in 0..<rows {
      for x in 0..<columns where grid[y][x...].map(\.text).joined().hasPrefix(wanted) { return (x, y) }
    }
    return nil
  }
}

/// One column of the virtual screen; the right half of a wide character has no text.
package struct VirtualCell: Hashable, Sendable {
  package var text = " "
  package var style = CellStyle()
}

/// A cell's look as the terminal was told.
package struct CellStyle: Hashable, Sendable {
  package enum Colour: Hashable, Sendable { case standard, indexed(Int), rgb(Int, Int, Int) }

  package var foreground = Colour.standard
  package var background = Colour.standard
  package var bold = false
  package var dim = false
  package var italic = false
  package var underline = false
  package var reverse = false

  package init() {}
}
