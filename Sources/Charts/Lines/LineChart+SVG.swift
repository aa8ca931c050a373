import Canvas

extension LineChart {
  /// The chart as SVG text, `width` by `height` user units.
  package func svg(width: Double = 640, height: Double = 240, palette: SVGPalette = .light) -> String {
    var options = options
    options.valueTicks = max(2, Int(height / 45))
    options.timeTicks = max(1, Int(width / 90))
    let geometry = LineChartGeometry(series, options: options)
    var picture = SVGLinePicture(geometry, width, height, palette)
    return picture.text()
  }
}

private struct SVGLinePicture {
  let geometry: LineChartGeometry
  let width: Double
  let height: Double
  let palette: SVGPalette
  let left: Double
  let right: Double
  var writer = SVGWriter()

  init(_ geometry: LineChartGeometry, _ width: Double, _ height: Double, _ palette: SVGPalette) {
    self.geometry = geometry
    self.width = width
    self.height = height
    self.palette = palette
    // 7 units a column is wide enough for 12-unit digits in common fonts.
    left = Double(geometry.values.labelWidth) * 7 + 10
    let widest = geometry.lines.map { TextWidth.of($0.name) }.max() ?? 0
    right = geometry.lines.count > 1 ? min(Double(widest) * 7 + 10, width / 4) : 10
  }

  mutating func text() -> String {
    drawAxes()
    drawThreshold()
    for (index, line) in geometry.lines.enumerated().reversed() { draw(line, palette.series(index)) }
    if geometry.lines.count > 1 { drawNames() }
    return writer.document(width: width, height: height, summary: geometry.summary)
  }

  private func x(_ position: Double) -> Double { left + position * max(1, width - left - right) }
  private func y(_ position: Double) -> Double { 10 + (1 - position) * max(1, height - 34) }

  private mutating func drawAxes() {
    for tick in geometry.values.ticks {
      writer.line(left, y(tick.position), width - right, y(tick.position), [("stroke", palette.grid)])
      writer.text(
        tick.label, left - 6, y(tick.position) + 4, [("text-anchor", "end"), ("fill", palette.faint)])
    }
    for tick in geometry.time.ticks {
      let anchor = tick.position > 0.95 ? "end" : tick.position < 0.05 ? "start" : "middle"
      writer.text(tick.label, x(tick.position), height - 6, [("text-anchor", anchor), ("fill", palette.faint)])
    }
    if let zone = geometry.time.zone {
      writer.text(zone, left - 6, height - 6, [("text-anchor", "end"), ("fill", palette.faint)])
    }
  }

  private mutating func drawThreshold() {
    guard let threshold = geometry.threshold else { return }
    let y = y(threshold.y)
    writer.line(left, y, width - right, y, [("stroke", palette.threshold), ("stroke-dasharray", "6 4")])
    writer.text(threshold.label, width - right, y - 4, [("text-anchor", "end"), ("fill", palette.threshold)])
  }

  private mutating func draw(_ line: LineChartGeometry.Line, _ colour: String) {
    for segment in line.segments {
      let places = segment.places.map { (x($0.x), y($0.y)) }
      guard places.count > 1 else {
        if let only = places.first, !segment.isPartial { drawPoint(only, colour, fill: colour) }
        continue
      }
      var attributes = [
        ("points", SVGWriter.points(places)), ("fill", "none"), ("stroke", colour), ("stroke-width", "2"),
        ("stroke-linejoin", "round"),
      ]
      if segment.isPartial { attributes.append(("stroke-dasharray", "3 3")) }
      writer.element("polyline", attributes)
    }
    for place in line.hollow { drawPoint((x(place.x), y(place.y)), colour, fill: "#FFFFFF") }
  }

  private mutating func drawPoint(_ place: (Double, Double), _ colour: String, fill: String) {
    writer.element(
      "circle",
      [
        ("cx", SVGWriter.number(place.0)), ("cy", SVGWriter.number(place.1)), ("r", "3"), ("fill", fill),
        ("stroke", colour), ("stroke-width", "1.5"),
      ])
  }

  /// Names beside the ends, at least 14 units apart.
  private mutating func drawNames() {
    let ends = geometry.lines.enumerated().compactMap { index, line in
      line.end.map { (index, line.name, y($0.y), line.lastValue ?? 0) }
    }
    var free = -Double.infinity
    for (index, name, wanted, _) in ends.sorted(by: { $0.3 > $1.3 }) {
      let y = max(wanted, free)
      writer.text(name, width - right + 6, y + 4, [("fill", palette.series(index))])
      free = y + 14
    }
  }
}
