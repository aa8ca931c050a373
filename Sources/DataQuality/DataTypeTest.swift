import Clocks

/// ColumnDataType: whether a value can be cast to a type, as SQL that is true or false.
///
/// Integer and Long want whole numbers, although DuckDB (and Spark without ANSI mode) would round `1.5`: a text with a
/// fraction is no integer. A Date may name its form by `with format = "dd/MM/yyyy"`.
enum DataTypeTest {
  static let names = ["Boolean", "Date", "Timestamp", "Integer", "Double", "Float", "Long", "Decimal(10,2)", "String"]

  /// Nil for a type that is unknown.
  static func sql(_ typeName: String, _ column: QualityContext.Column, format: String?) -> String? {
    switch typeName.lowercased() {
    case "boolean": return castable(column, "BOOLEAN")
    case "date": return date(column, format: format)
    case "timestamp": return castable(column, "TIMESTAMP", .moment)
    case "integer": return whole(column, "INTEGER")
    case "long": return whole(column, "BIGINT")
    case "double": return castable(column, "DOUBLE", .number)
    case "float": return castable(column, "FLOAT", .number)
    case "string": return "(\(column.sql) IS NOT NULL)"
    default: return decimal(typeName).map { castable(column, $0, .number) }
    }
  }

  private static func castable(_ column: QualityContext.Column, _ type: String, _ shape: TextShape) -> String {
    column.kind == .text ? "((\(shape.cast(column.sql, to: type))) IS NOT NULL)" : castable(column, type)
  }

  private static func castable(_ column: QualityContext.Column, _ type: String) -> String {
    "(TRY_CAST(\(column.sql) AS \(type)) IS NOT NULL)"
  }

  private static func read(_ value: String?) -> String? { value.map { "(\($0) IS NOT NULL)" } }

  private static func whole(_ column: QualityContext.Column, _ type: String) -> String {
    switch column.kind {
    case .text: castable(column, type, .whole)
    case .number: "(" + RowTest.known("\(column.sql) = trunc(\(column.sql))") + " AND \(castable(column, type)))"
    default: castable(column, type)
    }
  }

  private static func decimal(_ name: String) -> String? {
    guard let match = name.uppercased().wholeMatch(of: /DECIMAL\((\d{1,2}),\s*(\d{1,2})\)/) else { return nil }
    return "DECIMAL(\(match.1),\(match.2))"
  }

  // MARK: Dates of a given form

  /// The forms AWS knows: day, month and year, or two of them, joined by `-` or `/`.
  private static let formats: [String: String] = Dictionary(
    uniqueKeysWithValues: ["dd-MM-yyyy", "MM-dd-yyyy", "yyyy-MM-dd", "MM-yyyy", "yyyy-MM", "dd-MM", "MM-dd"].flatMap {
      [$0, $0.replacing("-", with: "/")].map { ($0, duckDB($0)) }
    })

  private static func duckDB(_ format: String) -> String {
    format.replacing("yyyy", with: "%Y").replacing("MM", with: "%m").replacing("dd", with: "%d")
  }

  private static func date(_ column: QualityContext.Column, format: String?) -> String? {
    guard let format else { return column.kind == .text ? read(column.day) : castable(column, "DATE") }
    guard let form = formats[format] else { return nil }
    // Without a year 29 February must pass, so a leap year is put behind.
    let (text, full) = form.contains("%Y") ? (column.text, form) : ("(\(column.text) || '-2000')", form + "-%Y")
    return "(" + MomentSQL.isWritten(text, as: SQLText.literal(full)) + ")"
  }
}
