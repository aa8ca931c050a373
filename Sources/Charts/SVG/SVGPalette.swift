/// Colours of charts outside the terminal.
package struct SVGPalette: Hashable, Sendable {
  package var text: String
  package var faint: String
  package var grid: String
  package var threshold: String
  package var series: [String]

  package init(text: String, faint: String, grid: String, threshold: String, series: [String]) {
    self.text = text
    self.faint = faint
    self.grid = grid
    self.threshold = threshold
    self.series = series
  }

  /// Colours of Okabe and Ito that stand out on white.
  package static let light = SVGPalette(
    text: "#1F2933", faint: "#5B6672", grid: "#DDE2E7", threshold: "#B45309",
    series: ["#0072B2", "#D55E00", "#009E73", "#CC79A7"])

  package func series(_ index: Int) -> String { series.isEmpty ? text : series[min(index, series.count - 1)] }
}
