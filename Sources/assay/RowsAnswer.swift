import Engine
import JSON
import Operations
import Reports

/// Rows of the engine, written as they were asked for.
enum RowsAnswer {
  static func show(_ table: ResultTable, _ options: RowsOptions, _ console: Console = .standard) {
    switch options.wanted {
    case .json: console.print(data: json(table))
    case .csv: console.print(data: CSVText.text(page(table)))
    case .table:
      let lines = RowsText.lines(page(table), console.page())
      let count = table.rows.count
      console.print(lines + [StyledLine("\(count) row\(count == 1 ? "" : "s")", .dim)])
    }
  }

  static func page(_ table: ResultTable) -> RowPage {
    RowPage(
      columns: table.columns.map(\.name), rows: table.rows.map { $0.map { $0.isNull ? nil : $0.displayText } },
      total: Int64(table.rows.count))
  }

  /// An array of objects, one row a line, so that it can also be read by line. Of columns with one name the last counts,
  /// as in every reader of JSON.
  private static func json(_ table: ResultTable) -> String {
    let rows = table.rows.map { row in
      JSONValue.object(JSONObject(zip(table.columns, row).map { ($0.name, json($1, $0)) })).text
    }
    return rows.isEmpty ? "[]\n" : "[\n  " + rows.joined(separator: ",\n  ") + "\n]\n"
  }

  /// Decimals are text: most readers of JSON would turn a number into a double and lose digits.
  private static func json(_ value: Value, _ column: ResultColumn) -> JSONValue {
    if case .exact(let text) = value, column.type.hasPrefix("DECIMAL") { return .string(text) }
    return value.json
  }
}
