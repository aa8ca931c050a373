import Canvas

extension Sparkline {
  /// The sparkline as SVG text; gaps stay gaps.
  package func svg(
    width: Double = 120, height: Double = 24, format: ValueFormat = .integer, palette: SVGPalette = .light
  ) -> String {
    var writer = SVGWriter()
    let step = width / Double(max(1, geometry.heights.count - 1))
    var current: [(Double, Double)] = []
    for (index, value) in (geometry.heights + [nil]).enumerated() {
      if let value {
        current.append((Double(index) * step, 2 + (1 - value) * max(1, height - 4)))
      } else {
        Self.flush(&current, &writer, palette.series(0))
      }
    }
    return writer.document(width: width, height: height, summary: geometry.summary(format))
  }

  private static func flush(_ places: inout [(Double, Double)], _ writer: inout SVGWriter, _ colour: String) {
    defer { places = [] }
    guard let first = places.first else { return }
    guard places.count > 1 else {
      return writer.element(
        "circle",
        [("cx", SVGWriter.number(first.0)), ("cy", SVGWriter.number(first.1)), ("r", "1.5"), ("fill", colour)])
    }
    writer.element(
      "polyline",
      [("points", SVGWriter.points(places)), ("fill", "none"), ("stroke", colour), ("stroke-width", "1.5")])
  }
}
