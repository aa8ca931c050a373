import Canvas
import Operations

/// Rows of figures and names as they are shown.
package enum FigureRows {
  /// Thousands apart in columns of figures. Numbers that are names (order numbers, years) stay as they are.
  ///
  /// - Parameter decimals: at the most; nil for all there are.
  package static func grouped(_ page: RowPage, decimals most: Int? = nil) -> RowPage {
    let figures = page.columns.map { !isName($0) }
    var page = page
    page.rows = page.rows.map { row in
      row.enumerated().map { index, text in
        guard figures.indices.contains(index), figures[index], let text, let number = ExactNumber(text) else {
          return text
        }
        let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
        guard let most, decimals > most else { return number.text() }
        return number.text(decimals: most)
      }
    }
    return page
  }

  /// Whether a column's name says that its numbers count nothing.
  package static func isName(_ column: String) -> Bool {
    let words = column.lowercased().split { !$0.isLetter }
    let names: Set<Substring> = [
      "id", "ids", "key", "code", "number", "no", "nr", "sku", "zip", "year", "version", "phone",
    ]
    return words.contains { names.contains($0) || ($0.hasSuffix("id") && $0.count > 5) }
  }
}
