import Words

/// ColumnDataType: whether Apache Spark could cast a value to a type, as SQL that is true or false.
///
/// That is how AWS's manual and executor have it, outside of ANSI mode: 1.5 is castable to an integer, a boolean and a
/// timestamp to a number. What Spark would wrap to another number, as 3,000,000,000 to an integer, is not castable here.
/// A Date may name its form by `with format = "dd/MM/yyyy"`.
enum DataTypeTest {
  static let names = ["Boolean", "Date", "Timestamp", "Integer", "Double", "Float", "Long", "Decimal(10,2)"]

  static let form = "ColumnDataType goes with = or != and one type, as = \"Integer\""

  /// Why a rule fails whatever the data: the grammar takes lists, patterns and any text, but AWS's executor knows no
  /// meaning for them.
  static func objection(to rule: SimpleRule) -> String? {
    guard case .text(let comparison)? = rule.condition, [.equal, .notEqual].contains(comparison.comparator),
      case .literal(let name)? = comparison.values.first
    else { return form }
    if name.lowercased() == "date" {
      let format = rule.tags.first { $0.name == "format" }?.value
      return format.flatMap { !formats.contains($0) ? "the date format \"\($0)\" is unknown" : nil }
    }
    guard !names.dropLast().contains(where: { $0.lowercased() == name.lowercased() }), decimal(name) == nil else {
      return nil
    }
    let hint = Suggestion.hint(for: name, among: names) ?? "known: \(names.joined(separator: ", "))"
    return "the type \"\(name)\" is unknown; \(hint)"
  }

  /// Nil for a type that is unknown.
  static func sql(_ typeName: String, _ column: QualityContext.Column, format: String?) -> String? {
    switch typeName.lowercased() {
    case "boolean": boolean(column)
    case "date": date(column, format: format)
    case "timestamp": timestamp(column)
    case "integer": whole(column, "INTEGER")
    case "long": whole(column, "BIGINT")
    case "double": floating(column, "DOUBLE")
    case "float": floating(column, "FLOAT")
    default: decimal(typeName).map { isCast(TextShape.number, column, $0) }
    }
  }

  // MARK: Types

  private static func boolean(_ column: QualityContext.Column) -> String {
    switch column.kind {
    case .boolean, .number, .timestamp: present(column)
    case .date: never
    case .text, .other:
      RowTest.known(
        "\(column.dialect.lower(column.dialect.trimmed(column.text))) IN (\(SQLPart.list(truths)))")
    }
  }

  private static let truths = ["t", "true", "y", "yes", "1", "f", "false", "n", "no", "0"].map(SQLQuote.text)

  private static func timestamp(_ column: QualityContext.Column) -> String {
    switch column.kind {
    // Seconds since 1970, whose microseconds are 64 bits.
    case .number: RowTest.known("abs(CAST(\(column.sql) AS DOUBLE)) < 9223372036854")
    case .boolean: present(column)
    case .date, .timestamp, .text: isThere(column.moment)
    case .other: never
    }
  }

  private static func whole(_ column: QualityContext.Column, _ type: String) -> String {
    guard let number = number(column, .decimal, "DECIMAL(38, 9)") else { return never }
    return isThere(column.dialect.truncated(number, of: column, as: type))
  }

  private static func floating(_ column: QualityContext.Column, _ type: String) -> String {
    let cast = isCast(.number, column, type)
    guard column.kind == .text else { return cast }
    let special = column.dialect.fullMatch(column.dialect.trimmed(column.text), "(?i)nan|[+-]?inf(inity)?")
    return RowTest.known("\(cast) OR \(special)")
  }

  private static func decimal(_ name: String) -> String? {
    guard let match = name.uppercased().wholeMatch(of: /DECIMAL\((\d{1,2}),\s*(\d{1,2})\)/) else { return nil }
    return "DECIMAL(\(match.1),\(match.2))"
  }

  // MARK: Casts

  private static let never = "false"

  private static func present(_ column: QualityContext.Column) -> String { "(\(column.sql) IS NOT NULL)" }

  private static func isThere(_ value: String?) -> String { value.map { "(\($0) IS NOT NULL)" } ?? never }

  private static func isCast(_ shape: TextShape, _ column: QualityContext.Column, _ type: String) -> String {
    isThere(number(column, shape, type).map { column.dialect.tryCast($0, as: type) })
  }

  /// What Spark casts to a number: a moment is its seconds since 1970. Nil when the column's type has none.
  private static func number(_ column: QualityContext.Column, _ shape: TextShape, _ type: String) -> String? {
    switch column.kind {
    case .number: column.sql
    case .boolean: "CAST(\(column.sql) AS INTEGER)"
    case .timestamp: column.dialect.seconds(column.sql)
    case .text: "(\(shape.cast(column.sql, to: type, column.dialect)))"
    case .date, .other: nil
    }
  }

  // MARK: Dates of a given form

  /// The forms AWS knows: day, month and year, or two of them, joined by `-` or `/`.
  private static let formats = Set(
    ["dd-MM-yyyy", "MM-dd-yyyy", "yyyy-MM-dd", "MM-yyyy", "yyyy-MM", "dd-MM", "MM-dd"].flatMap {
      [$0, $0.replacing("-", with: "/")]
    })

  private static func date(_ column: QualityContext.Column, format: String?) -> String? {
    guard let format else { return isThere(column.day) }
    guard formats.contains(format) else { return nil }
    return "(" + column.dialect.isWritten(column.text, as: format) + ")"
  }
}
