import ModelSQL

/// The columns a tile needs.
struct TileShape {
  let subject: String
  let columns: ClosedRange<Int>
  let meaning: String

  static let trend = TileShape(subject: "a trend", columns: 2...2, meaning: "date and value")

  /// Nil for a table, which shows whatever there is.
  init?(_ kind: DashboardTile.Kind) {
    switch kind {
    case .kpi: self.init(subject: "a kpi", columns: 1...1, meaning: "value")
    case .line: self.init(subject: "a line", columns: 2...3, meaning: "date, value and, if wanted, series")
    case .bars: self.init(subject: "bars", columns: 2...3, meaning: "label, value and, if wanted, share")
    case .table: return nil
    }
  }

  private init(subject: String, columns: ClosedRange<Int>, meaning: String) {
    (self.subject, self.columns, self.meaning) = (subject, columns, meaning)
  }

  func check(_ parsed: inout ParsedModel) {
    guard let found = parsed.outputColumns, !columns.contains(found.count) else { return }
    parsed.add(
      SQLProblem(parsed.source.start, .error, "\(subject) needs other columns than these \(found.count): \(meaning)"))
  }
}
