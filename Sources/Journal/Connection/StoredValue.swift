import Clocks
import Foundation
import GRDB
import JSON
import Ledger
import Words

// Reading columns back. The tables are STRICT, so a column's type can be relied on; what is inside a text cannot.
struct StoredRow {
  let row: Row
  let path: String
  /// Column → place. GRDB looks for a name without regard to case in every row anew, which took most of the reading.
  private let places: [String: Int]

  init(row: Row, path: String) { self.init(row, path, places: Self.places(in: row)) }

  fileprivate init(_ row: Row, _ path: String, places: [String: Int]) {
    self.row = row
    self.path = path
    self.places = places
  }

  fileprivate static func places(in row: Row) -> [String: Int] {
    Dictionary(row.columnNames.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// A column that the query does not select is a mistake in this module, and stops here as it does in GRDB.
  private func place(_ column: String) -> Int { places[column]! }

  func text(_ column: String) -> String { row[place(column)] }
  func optionalText(_ column: String) -> String? { row[place(column)] }
  func int(_ column: String) -> Int64 { row[place(column)] }
  func optionalInt(_ column: String) -> Int64? { row[place(column)] }
  func double(_ column: String) -> Double { row[place(column)] }
  func optionalDouble(_ column: String) -> Double? { row[place(column)] }
  func moment(_ column: String) -> Date { Date(milliseconds: int(column)) }
  func optionalMoment(_ column: String) -> Date? { optionalInt(column).map { Date(milliseconds: $0) } }
  func optionalDay(_ column: String) -> CalendarDay? {
    optionalInt(column).map { CalendarDay(daysSince1970: Int($0)) }
  }
  func optionalExecution(_ column: String) -> ExecutionID? { optionalText(column).map { ExecutionID($0) } }

  func value<Value: RawRepresentable<String>>(_ column: String, _: Value.Type = Value.self) throws -> Value {
    guard let value = Value(rawValue: text(column)) else { throw damaged(column) }
    return value
  }

  func level(_ column: String) throws -> LogLevel {
    guard let level = LogLevel(rawValue: Int(int(column))) else { throw damaged(column) }
    return level
  }

  func json(_ column: String) throws -> JSONValue {
    do { return try JSONValue(parsing: text(column)) } catch { throw damaged(column) }
  }

  func object(_ column: String) throws -> JSONObject {
    guard let object = try json(column).objectValue else { throw damaged(column) }
    return object
  }

  func texts(_ column: String) throws -> [String] {
    guard let items = try json(column).arrayValue else { throw damaged(column) }
    return try items.map { item in
      guard let text = item.stringValue else { throw damaged(column) }
      return text
    }
  }

  private func damaged(_ column: String) -> JournalError {
    .damaged(path: path, what: "a value of the column \(column) cannot be read")
  }
}

extension Journal {
  func rows(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> [StoredRow] {
    let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
    let places = rows.first.map(StoredRow.places) ?? [:]
    return rows.map { StoredRow($0, path, places: places) }
  }

  func row(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> StoredRow? {
    try Row.fetchOne(db, sql: sql, arguments: arguments).map { StoredRow(row: $0, path: path) }
  }
}

extension JSONValue {
  /// A list of texts as a JSON array.
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
