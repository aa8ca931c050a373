import Canvas
import Charts

/// A sparkline as text, for cells of tables.
enum SparkText {
  /// - Parameter range: one for all lines that are to be compared; nil: from zero to the largest value.
  static func text(_ values: [Double], range: ClosedRange<Double>? = nil, width: Int, _ glyphs: Glyphs) -> String {
    guard !values.isEmpty else { return "" }
    let kept = Array(values.suffix(width))
    let geometry = SparklineGeometry(kept, width: width, baseline: range.map { .range($0) } ?? .zero)
    let levels = glyphs.columnLevels
    return geometry.heights.map { height in
      height.map { levels[max(1, Int(($0 * 8).rounded()))] } ?? glyphs.missing
    }.joined()
  }
}
