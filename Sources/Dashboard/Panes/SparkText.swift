import Canvas
import Charts
import Operations
import Presentation
import Widgets

/// Histories as the text of a table's cell.
enum SparkText {
  /// Below this a score is drawn lowest: the difference between 100 % and 92 % is what must be seen.
  static let lowestScore = 0.8

  /// Scores on one scale of 80 to 100 per cent, so that a fall shows and tables can be compared; in the colour of the last.
  static func scores(_ values: [Double], width: Int, _ glyphs: Glyphs) -> TableCell {
    let kept = Array(values.suffix(max(0, width)))
    guard let last = kept.last else { return TableCell("") }
    if kept.allSatisfy({ $0 >= 1 }) {
      return TableCell(String(repeating: String(glyphs.border.horizontal), count: kept.count), role: .dim)
    }
    let levels = glyphs.columnLevels
    let text = kept.map { score in
      // Less than all never stands as high as all.
      let height = (min(1, score) - lowestScore) / (1 - lowestScore)
      return levels[score >= 1 ? 7 : max(1, min(6, 1 + Int((height * 6).rounded(.down))))]
    }
    return TableCell(text.joined(), role: last >= 1 ? .series1 : FigureText.scoreRole(last))
  }

  /// How each of the last runs judged a rule; the values where no verdict is known.
  static func verdicts(_ rule: RuleVerdict, width: Int, _ glyphs: Glyphs) -> TableCell {
    guard !rule.verdicts.isEmpty else { return values(rule.history, width: width, glyphs) }
    let kept = rule.verdicts.suffix(max(0, width))
    let text = kept.map { $0 == .pass ? glyphs.passed : glyphs.failed }.joined()
    return TableCell(text, role: kept.contains { $0 != .pass } ? (rule.status == .pass ? .late : .failed) : .dim)
  }

  /// Values that stay the same to the eye are a dim line; others rise from zero to the largest, below the row above.
  private static func values(_ values: [Double], width: Int, _ glyphs: Glyphs) -> TableCell {
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
