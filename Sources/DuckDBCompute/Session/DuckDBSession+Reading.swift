import Clocks
import DeltaLog
import Engine
import Lake
import ModelSQL
import Rows
import Words

/// Rows for whoever may see them.
extension DuckDBSession {
  package func stream(_ question: Question, to sink: inout some RowSink) throws {
    for input in question.inputs { try createWholeView(input) }
    let sql = try expand(question.parsed, parameters: question.parameters)
    try connection.stream(sql, named: question.named, to: &sink)
  }

  package func stream(_ snapshot: Snapshot, limit: Int?, to sink: inout some RowSink) throws {
    guard let limit else { return try connection.stream(try relation(of: snapshot).sql, to: &sink) }
    let relation = try relation(of: snapshot, files: snapshot.files(holding: max(0, limit)))
    try connection.stream("SELECT * FROM (\(relation.sql)) LIMIT \(max(0, limit))", to: &sink)
  }

  package func newestRejects(_ snapshot: Snapshot, limit: Int) throws -> ResultTable {
    try connection.query(
      """
      SELECT reason, _file, _record, rejected_at, row FROM (\(try relation(of: snapshot).sql))
      ORDER BY rejected_at DESC, _file, _record LIMIT \(max(0, limit))
      """)
  }

  package func extents(
    of columns: Set<String>, in input: InputState, until today: CalendarDay
  ) throws -> [DayExtent] {
    try createWholeView(input)
    let described = try connection.query("DESCRIBE \(input.table.sql)").rows
    return try described.compactMap { row in
      let (name, type) = (row[0].displayText, row[1].displayText)
      let tellsDays = type == "DATE" || type == "VARCHAR" || type.hasPrefix("TIMESTAMP")
      return tellsDays && columns.contains(name.lowercased()) ? try extent(input.table, name, today) : nil
    }
  }

  private func extent(_ table: TableName, _ column: String, _ today: CalendarDay) throws -> DayExtent? {
    let day = "TRY_CAST(\(SQLQuote.name(column)) AS DATE)"
    let row = try connection.query(
      """
      SELECT min(d), max(d) FILTER (WHERE d <= $today), max(d), count(DISTINCT d),
        bool_and(day(d) = 1), bool_and(isodow(d) = 1)
      FROM (SELECT \(day) AS d FROM \(table.sql)) WHERE isfinite(d)
      """, named: ["today": .date(today)]
    ).rows.first
    guard let row, let first = row[0].day, let last = row[1].day ?? row[2].day else { return nil }
    return DayExtent(
      first: first, last: last,
      bucket: (row[3].intValue ?? 0) < 2 ? .day : row[4].isTrue ? .month : row[5].isTrue ? .week : .day)
  }
}

extension Snapshot {
  /// Below it the engine opens all files in no time, and what the log says of their rows need not be believed.
  private static let worthCounting = 1000

  /// Enough files for some rows: a look at the first of them need not open hundreds of thousands.
  fileprivate func files(holding rows: Int) -> [AddFile] {
    guard files.count > Self.worthCounting else { return files }
    var left = Int64(rows)
    for (index, file) in files.enumerated() {
      guard let count = file.rowCount else { return files }
      left -= min(count, left)
      if left == 0 { return Array(files[...index]) }
    }
    return files
  }
}

extension Value {
  fileprivate var day: CalendarDay? { if case .date(let day) = self { day } else { nil } }
  fileprivate var isTrue: Bool { if case .bool(true) = self { true } else { false } }
}
