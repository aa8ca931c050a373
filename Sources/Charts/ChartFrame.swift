import Canvas

/// Where the parts of a line chart stand in cells.
struct ChartFrame {
  let geometry: LineChartGeometry
  let plot: Rect
  private let labels: Rect
  private let ticks: Rect
  private let names: Rect

  init(_ geometry: LineChartGeometry, _ rect: Rect) {
    self.geometry = geometry
    let labelWidth = min(geometry.values.labelWidth, rect.width / 4)
    let widest = geometry.lines.map { TextWidth.of($0.name) }.max() ?? 0
    // Names beside the lines, unless they would take a quarter of the width; then there is no room for them at all.
    let nameWidth = geometry.lines.count > 1 && (widest + 1) * 4 <= rect.width ? widest + 1 : 0
    let body = rect.inset(bottom: 1)
    labels = body.left(labelWidth)
    names = body.right(nameWidth)
    plot = body.inset(left: labelWidth + 1, right: nameWidth)
    ticks = rect.bottom(1).inset(left: labelWidth + 1)
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

  /// Names at the heights of the lines' ends, from the top, moved apart where they meet.
  func drawNames(_ surface: inout Surface) {
    let ends = geometry.lines.compactMap { line in line.end.map { (line: line, y: row($0.y)) } }
    let sorted = ends.sorted { $0.y < $1.y }
    var free = names.y
    for (rank, end) in sorted.enumerated() {
      // The lowest names need rows of their own too.
      let y = max(free, min(end.y, names.bottom - (sorted.count - rank)))
      surface.write(end.line.name, in: names.row(y - names.y).inset(left: 1), style: Style(end.line.role))
      free = y + 1
    }
  }
}
