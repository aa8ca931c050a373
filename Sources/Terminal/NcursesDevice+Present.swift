import CNcurses
import Canvas

extension NcursesDevice {
  package func present(_ surface: Surface) {
    guard !isClosed, !isHungUp else { return }
    painter.paint(surface)
    capture.trim()
  }

  package func invalidate() { painter.forget() }
}

/// Brings surfaces to the terminal: our own diff first, so that an unchanged frame costs a comparison and no call.
struct Painter {
  private struct Look {
    let attributes: attr_t
    let pair: Int32
    /// Looks with the same number show a blank in the same way.
    let blank: Int
  }
  /// All of a look that a blank shows.
  private struct BlankLook: Hashable {
    let background: ScreenColour
    let attributes: Attributes
    /// Of a reversed one it is the ground.
    let foreground: ScreenColour?
  }
  private var theme: Theme
  private let depth: ColourDepth
  private let isASCII: Bool
  private let hasDefaultColours: Bool
  private var pairs: PairTable
  var output: FrameOutput
  private var looks: [StyleID: Look] = [:]
  private var newest: (id: StyleID, look: Look)?
  private var blanks: [BlankLook: Int] = [:]
  /// The look of the cell written last.
  private var last: Look?
  private var shown: Surface?
  private var mustRepaint = true
  private var row: [cchar_t] = []

  init(theme: Theme, facts: TerminalFacts, hasDefaultColours: Bool, line: Int32) {
    self.theme = theme
    depth = facts.colours
    isASCII = facts.glyphs == .ascii
    self.hasDefaultColours = hasDefaultColours
    pairs = PairTable(depth: facts.colours, hasDefaults: hasDefaultColours)
    output = FrameOutput(line: line)
  }

  mutating func use(_ theme: Theme) {
    self.theme = theme
    looks = [:]
    newest = nil
    // The old theme's pairs would use up a small table.
    pairs = PairTable(depth: depth, hasDefaults: hasDefaultColours)
    forget()
  }

  /// What the terminal shows is no longer known.
  mutating func forget() {
    shown = nil
    mustRepaint = true
  }

  mutating func paint(_ surface: Surface) {
    let old = shown
    if !mustRepaint, old == surface { return }
    let isWhole = mustRepaint
    mustRepaint = false
    if isWhole { cn_repaint_all() }
    last = nil
    SurfaceDiff.forEachSpan(from: old, to: surface) { span in write(span, of: surface) }
    place(surface.cursor, on: surface)
    wnoutrefresh(cn_stdscr())
    if isWhole { doupdate() } else { output.frame() }
    shown = surface
  }

  private mutating func write(_ span: RowSpan, of surface: Surface) {
    row.removeAll(keepingCapacity: true)
    surface.cells.withUnsafeBufferPointer { cells in
      for index in span.columns {
        let cell = cells[span.row * surface.size.width + index]
        append(cell)
      }
    }
    // Fails for the lower right cell on terminals that would scroll there; the cell is drawn nevertheless.
    _ = mvwadd_wchnstr(cn_stdscr(), Int32(span.row), Int32(span.columns.lowerBound), row, Int32(row.count))
  }

  private mutating func append(_ cell: Cell) {
    var look = look(of: cell.style)
    // A blank takes the look before it where none can tell: each change of look costs the terminal some 35 bytes.
    if cell.glyph == 0x20, let last, last.blank == look.blank { look = last }
    last = look
    var filled = cchar_t()
    if isASCII {
      // Every column for itself: what stood for a wide glyph is two narrow ones.
      let byte = cell.isContinuation ? UInt8(ascii: " ") : ASCIIFallback.byte(cell.scalars.first ?? 0x20)
      cn_cell_fill(&filled, UInt32(byte), look.attributes, look.pair)
    } else if cell.isContinuation {
      return
    } else if cell.isCluster {
      let scalars = cell.scalars
      cn_cell_cluster(&filled, scalars, Int32(scalars.count), look.attributes, look.pair)
    } else {
      cn_cell_fill(&filled, cell.glyph, look.attributes, look.pair)
    }
    row.append(filled)
  }

  private mutating func look(of id: StyleID) -> Look {
    if let newest, newest.id == id { return newest.look }
    let found = looks[id] ?? makeLook(id)
    looks[id] = found
    newest = (id, found)
    return found
  }

  private mutating func makeLook(_ id: StyleID) -> Look {
    let style = theme.screenStyle(id.style, depth: depth)
    let blank = BlankLook(
      background: style.background, attributes: style.attributes.intersection([.underline, .reverse]),
      foreground: style.attributes.contains(.reverse) ? style.foreground : nil)
    return Look(
      attributes: cn_attributes(UInt32(style.attributes.rawValue)),
      pair: pairs.number(style.foreground, style.background), blank: blanks[blank] ?? number(blank))
  }

  private mutating func number(_ blank: BlankLook) -> Int {
    blanks[blank] = blanks.count
    return blanks.count - 1
  }

  private func place(_ cursor: Point?, on surface: Surface) {
    guard let cursor, surface.bounds.contains(cursor) else {
      curs_set(0)
      return
    }
    curs_set(1)
    wmove(cn_stdscr(), Int32(cursor.y), Int32(cursor.x))
  }
}

extension Cell {
  /// Whether its glyph stands for several scalars.
  fileprivate var isCluster: Bool { glyph & 0x8000_0000 != 0 }
}
