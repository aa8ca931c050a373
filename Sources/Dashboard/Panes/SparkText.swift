import Canvas
import Charts
import Widgets

/// A sparkline as the text of a table's cell.
enum SparkText {
  /// Values that stay the same to the eye are a dim line; others rise from zero to the largest, below the row above.
  static func cell(_ values: [Double], width: Int, _ glyphs: Glyphs) -> TableCell {
    let kept = Array(values.suffix(max(0, width)))
    let heights = SparklineGeometry(kept, width: width).heights.map { $0.map { 1 + Int(($0 * 6).rounded()) } }
    if Set(heights).count <= 1 {
      return TableCell(String(repeating: String(glyphs.border.horizontal), count: kept.count), role: .dim)
    }
    let levels = glyphs.columnLevels
    return TableCell(heights.map { $0.map { levels[$0] } ?? glyphs.missing }.joined(), role: .series1)
  }
}

extension TableView {
  /// The width a column gets in a table of a width, for cells drawn to measure; 0 where it does not show.
  func width(of column: Int, in rect: Rect) -> Int { placed(in: rect).first { $0.index == column }?.width ?? 0 }
}
