import Canvas

/// Where the parts of a line chart stand in cells.
struct ChartFrame {
  let geometry: LineChartGeometry
  let plot: Rect
  private let labels: Rect
  private let ticks: Rect
  private let names: Rect
  /// Rows between plot and ticks.
  let overlayRows: Rect
  var nameWidth: Int { names.width }

  init(_ geometry: LineChartGeometry, _ rect: Rect) {
    self.geometry = geometry
    let labelWidth = min(geometry.values.labelWidth, rect.width / 4)
    let overlay = geometry.overlay
    let named = geometry.lines.map(\.name) + overlay.strips.map(\.name)
    let widest = named.map(TextWidth.of).max() ?? 0
    // Names beside the lines take a quarter of the width at most; where that would say nothing, there is no room at all.
    let most = min(widest + 1, rect.width / 4)
    let nameWidth = named.count > 1 && (most > widest || most >= 8) ? most : 0
    let extra = overlay.rows(rect.height - 1)
    let body = rect.inset(bottom: 1 + extra)
    labels = body.left(labelWidth)
    names = body.right(nameWidth)
    plot = body.inset(left: labelWidth + 1, right: nameWidth)
    ticks = rect.bottom(1).inset(left: labelWidth + 1)
    overlayRows = Rect(x: plot.x, y: body.bottom, width: plot.width, height: extra)
  }

  /// The row of a height.
  func row(_ y: Double) -> Int { plot.y + Int(((1 - y) * Double(max(0, plot.height - 1))).rounded()) }

  func drawAxes(_ surface: inout Surface) {
    for tick in geometry.values.ticks {
      let y = row(tick.position)
      surface.write(tick.label, in: labels.row(y - labels.y), align: .right, style: Style(.axis))
      drawGridline(&surface, y)
    }
    drawTimeTicks(&surface)
  }

  private func drawGridline(_ surface: inout Surface, _ y: Int) {
    guard surface.glyphs.isASCII else {
      return surface.fill(Rect(x: plot.x, y: y, width: plot.width, height: 1), with: "┈", style: Style(.gridline))
    }
    for x in stride(from: plot.x, to: plot.right, by: 4) {
      surface.put(".", at: Point(x: x, y: y), style: Style(.gridline))
    }
  }

  /// Each label starts at its tick; one that would touch its neighbour or the edge is left out.
  private func drawTimeTicks(_ surface: inout Surface) {
    var free = ticks.x
    let zone = geometry.time.zone.map { " " + $0 } ?? ""
    for (index, tick) in geometry.time.ticks.enumerated() {
      let label = tick.label + (index == 0 ? zone : "")
      let width = TextWidth.of(label)
      let x = plot.x + Int((tick.position * Double(max(0, plot.width - 1))).rounded())
      let start = min(x, ticks.right - width)
      guard start >= free, start >= ticks.x else { continue }
      surface.write(label, at: Point(x: start, y: ticks.y), style: Style(.axis), clip: ticks)
      free = start + width + 2
    }
  }

  /// Names at the heights of the lines' ends, the greatest value first, moved apart where they meet. Names without a row
  /// are counted.
  func drawNames(_ surface: inout Surface) {
    guard names.width > 0, names.height > 0 else { return }
    let ends = ranked
    let shown = ends.count > names.height ? ends.prefix(names.height - 1) : ends[...]
    let rows = names.height - (shown.count < ends.count ? 1 : 0)
    var free = names.y
    for (rank, end) in shown.enumerated() {
      // The lowest names need rows of their own too.
      let y = max(free, min(end.y, names.y + rows - (shown.count - rank)))
      let line = names.row(y - names.y).inset(left: 1)
      let name = TextFit.truncateMiddle(end.line.name, to: line.width, glyphs: surface.glyphs)
      surface.write(name, in: line, style: Style(end.line.role))
      free = y + 1
    }
    guard shown.count < ends.count else { return }
    let more = "\(ends.count - shown.count) more"
    surface.write(more, in: names.row(names.height - 1).inset(left: 1), style: Style(.dim))
  }

  /// By value, not by row: lines that end in one row are told apart by it.
  private var ranked: [(line: LineChartGeometry.Line, y: Int)] {
    let ends = geometry.lines.compactMap { line in line.end.map { (line: line, y: row($0.y)) } }
    return ends.enumerated().sorted {
      (-($0.element.line.lastValue ?? 0), $0.offset) < (-($1.element.line.lastValue ?? 0), $1.offset)
    }.map(\.element)
  }
}
