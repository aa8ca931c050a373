import Clocks
import Words

/// The words in which rules are asked. Each piece that engines spell differently is made here and nowhere else, so that all of
/// them give the same values: what DuckDB gives.
package enum QualityDialect: Sendable, Hashable {
  case duckDB
  /// Spark SQL 3.5 and later, ANSI mode, in UTC.
  case spark

  // MARK: Names and texts

  package func name(_ name: String) -> String {
    switch self {
    case .duckDB: SQLQuote.name(name)
    case .spark: SparkText.name(Self.whole(name))
    }
  }

  func literal(_ text: String) -> String {
    switch self {
    case .duckDB: SQLQuote.text(text)
    case .spark: SparkText.literal(Self.whole(text))
    }
  }

  /// Neither engine holds the character NUL.
  private static func whole(_ text: String) -> String { String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 }) }

  /// The member of a struct.
  func member(_ name: String, of value: String) -> String {
    switch self {
    case .duckDB: "struct_extract(\(value), \(literal(name)))"
    case .spark: "\(value).\(self.name(name))"
    }
  }

  /// Several values as one, so that rows can be looked up by all of them: inside it NULL equals NULL. Not `row(…)`, which
  /// DuckDB takes for the bare value when there is only one.
  func key(_ expressions: [String]) -> String {
    switch self {
    case .duckDB:
      "struct_pack(\(SQLPart.list(expressions.enumerated().map { "k\($0.offset) := \($0.element)" })))"
    case .spark: "named_struct(\(SQLPart.list(expressions.enumerated().map { "'k\($0.offset)', \($0.element)" })))"
    }
  }

  // MARK: Texts

  /// Whether the whole text has a pattern, in RE2's words. `reads` knows which
  /// patterns there are.
  func fullMatch(_ value: String, _ pattern: String) -> String {
    switch self {
    case .duckDB: return "regexp_full_match(\(value), \(literal(pattern)))"
    case .spark:
      guard let java = SparkText.pattern(pattern) else {
        return "CAST(raise_error(\(literal("no pattern for Spark"))) AS BOOLEAN)"
      }
      let flags = java.prefix(while: { $0 != ")" }) + ")"
      // Java takes them for an i where case does not count, RE2 does not.
      let value = Self.ignoresCase(pattern) ? "translate(\(value), '\(Self.turkish)', '\u{F8FE}\u{F8FF}')" : value
      return "(\(value) RLIKE \(literal("\(flags)\\A(?:\(java.dropFirst(flags.count)))\\z")))"
    }
  }

  /// Whether it has a pattern's words.
  func reads(_ pattern: String) -> Bool {
    guard self == .spark else { return true }
    let namesLetters =
      pattern.contains("\\p") || pattern.contains("\\P") || pattern.contains(where: Self.turkish.contains)
    return SparkText.pattern(pattern) != nil && !(Self.ignoresCase(pattern) && namesLetters)
  }

  private static let turkish = "İı"

  private static func ignoresCase(_ pattern: String) -> Bool { pattern.contains(/\(\?[a-z]*i/) }

  /// Each letter by itself: of no text are there more or fewer letters than before, whatever stands around one.
  func lower(_ value: String) -> String {
    switch self {
    case .duckDB: "lower(\(value))"
    case .spark: "lower(translate(\(value), 'İΣ', 'iσ'))"
    }
  }

  /// Without Unicode's blanks at both ends.
  func trimmed(_ value: String) -> String {
    switch self {
    case .duckDB: "trim(\(value))"
    case .spark: "trim(BOTH '\(Self.blanks)' FROM \(value))"
    }
  }

  private static let blanks = String(
    String.UnicodeScalarView(
      ([0x20, 0xA0, 0x1680] + Array(0x2000...0x200A) + [0x202F, 0x205F, 0x3000]).compactMap(Unicode.Scalar.init)))
}
