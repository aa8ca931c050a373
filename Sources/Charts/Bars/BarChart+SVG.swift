import Canvas

extension BarChart {
  /// The ranking as SVG text, 24 user units a bar.
  package func svg(width: Double = 640, limit: Int = 20, palette: SVGPalette = .light) -> String {
    let geometry = BarChartGeometry(entries, format: format, limit: limit)
    let widest = { (text: (BarChartGeometry.Bar) -> String) in
      Double(geometry.bars.map { TextWidth.of(text($0)) }.max() ?? 0) * 7
    }
    let labels = min(widest(\.label), width * 0.5) + 10
    let shares = widest(\.shareText) == 0 ? 0 : widest(\.shareText) + 12
    let values = widest(\.valueText) + 10
    let length = max(10, width - labels - values - shares)
    var writer = SVGWriter()
    for (row, bar) in geometry.bars.enumerated() {
      let top = Double(row) * 24
      let fill = bar.isRest ? palette.faint : palette.text
      let label = TextFit.truncateMiddle(bar.label, to: max(4, Int((labels - 10) / 7)))
      writer.text(label, labels - 10, top + 16, [("text-anchor", "end"), ("fill", fill)])
      writer.element(
        "rect",
        [
          ("x", SVGWriter.number(labels + bar.start * length)), ("y", SVGWriter.number(top + 4)),
          ("width", SVGWriter.number((bar.end - bar.start) * length)), ("height", "16"), ("rx", "2"),
          ("fill", palette.series(0)),
        ])
      writer.text(bar.valueText, width - shares, top + 16, [("text-anchor", "end"), ("fill", fill)])
      writer.text(bar.shareText, width, top + 16, [("text-anchor", "end"), ("fill", palette.faint)])
    }
    return writer.document(width: width, height: Double(max(1, geometry.bars.count)) * 24, summary: geometry.summary)
  }
}
