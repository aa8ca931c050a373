import Canvas
import Charts
import Widgets

/// A sparkline as the text of a table's cell.
enum SparkText {
  /// Values that never changed are a dim line; others rise from zero to the largest, and stay below the row above.
  static func cell(_ values: [Double], width: Int, _ glyphs: Glyphs) -> TableCell {
    let kept = Array(values.suffix(max(0, width)))
    guard let first = kept.first else { return TableCell("") }
    if kept.allSatisfy({ $0 == first }) {
      return TableCell(String(repeating: String(glyphs.border.horizontal), count: kept.count), role: .dim)
    }
    let levels = glyphs.columnLevels
    let heights = SparklineGeometry(kept, width: width).heights
    let text = heights.map { $0.map { levels[1 + Int(($0 * 6).rounded())] } ?? glyphs.missing }.joined()
    return TableCell(text, role: .series1)
  }
}

extension TableView {
  /// The width a column gets in a table of a width, for cells drawn to measure; 0 where it does not show.
  func width(of column: Int, in rect: Rect) -> Int { placed(in: rect).first { $0.index == column }?.width ?? 0 }
}
