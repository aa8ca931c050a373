import JSON
import Operations
import Presentation
import Reports
import Rows

/// Rows of the engine, written as they were asked for.
enum RowsAnswer {
  /// - Parameter read: hands the rows over; what it throws comes out unchanged, after the rows before it.
  static func show(
    _ options: RowsOptions, _ console: Console = .standard, reading read: (inout RowsWriter) throws -> Void
  ) throws {
    var writer = RowsWriter(options, console)
    do {
      try read(&writer)
    } catch {
      writer.flush()
      throw error
    }
    writer.end()
  }

  static func page(_ table: ResultTable, total: Int) -> RowPage {
    RowPage(
      columns: table.columns.map(\.name), rows: table.rows.map { $0.map { $0.isNull ? nil : $0.displayText } },
      total: Int64(total))
  }
}

/// Writes rows as they come, in constant memory. Only a table has to see its rows before the first can be written, and
/// shows so many at most.
struct RowsWriter: RowSink {
  /// What a table shows unless told otherwise: more than anybody reads, and made at once.
  private static let tableRows = 1000
  private static let pieceSize = 1 << 16

  private let options: RowsOptions
  private let console: Console
  private var first: FirstRows
  private var columns: [ResultColumn] = []
  private var count = 0
  /// Text that waits to be written.
  private var piece = ""

  init(_ options: RowsOptions, _ console: Console) {
    self.options = options
    self.console = console
    first = FirstRows(options.limit ?? Self.tableRows)
  }

  mutating func begin(_ columns: [ResultColumn]) {
    self.columns = columns
    first.begin(columns)
    if options.wanted == .csv { piece = CSVText.line(columns.map(\.name)) }
  }

  mutating func add(_ row: [Value]) -> Bool {
    if options.wanted == .table { return first.add(row) }
    if let limit = options.limit, count >= limit { return false }
    switch options.wanted {
    case .json: piece += (count == 0 ? "[\n  " : ",\n  ") + json(row)
    case .jsonl: piece += json(row) + "\n"
    case .csv, .table: piece += CSVText.line(row.map { $0.isNull ? nil : $0.displayText })
    }
    count += 1
    return piece.utf8.count < Self.pieceSize || flush()
  }

  var isFull: Bool { options.wanted == .table && first.isFull }

  mutating func pass(rows count: Int) -> Bool { first.pass(rows: count) }

  /// False when nobody reads any more.
  @discardableResult
  mutating func flush() -> Bool {
    defer { piece = "" }
    return piece.isEmpty || console.print(data: piece)
  }

  mutating func end() {
    switch options.wanted {
    case .json: piece += count == 0 ? "[]\n" : "\n]\n"
    case .jsonl, .csv: break
    case .table: showTable()
    }
    flush()
  }

  private func showTable() {
    var lines = RowsText.lines(RowsAnswer.page(first.table, total: first.total), console.page())
    let least = first.isCounted ? "" : "more than "
    if first.more > 0 {
      lines.append(
        StyledLine("… \(least)\(first.more) more; --limit N shows more, --format csv, json or jsonl all", .dim))
    }
    lines.append(StyledLine("\(least)\(first.total) row\(first.total == 1 ? "" : "s")", .dim))
    console.print(lines)
  }

  /// An object, one row a line, so that it can also be read by line. Of columns with one name the last counts, as in every
  /// reader of JSON.
  private func json(_ row: [Value]) -> String {
    JSONValue.object(JSONObject(zip(columns, row).map { ($0.name, Self.json($1, $0)) })).text
  }

  /// Decimals are text: most readers of JSON would turn a number into a double and lose digits.
  private static func json(_ value: Value, _ column: ResultColumn) -> JSONValue {
    if case .exact(let text) = value, column.type.hasPrefix("DECIMAL") { return .string(text) }
    return value.json
  }
}
