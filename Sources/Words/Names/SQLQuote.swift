/// The one place where values become SQL text. DuckDB, PostgreSQL and Spark (ANSI mode) read both forms alike.
package enum SQLQuote {
  /// Text that no SQL engine can hold.
  package struct Refusal: Error, Hashable, CustomStringConvertible {
    package let reason: String
    package init(reason: String) { self.reason = reason }
    package var description: String { reason }
  }

  /// `"name"`, quotes inside doubled. Throws on an empty name and on NUL, which would cut the statement short in C.
  package static func identifier(_ name: String) throws(Refusal) -> String {
    guard !name.isEmpty else { throw Refusal(reason: "a name must not be empty") }
    return try enclose(name, in: "\"")
  }

  /// `'text'`, quotes inside doubled. Throws on NUL.
  package static func literal(_ text: String) throws(Refusal) -> String { try enclose(text, in: "'") }

  /// The same for names that were checked when they came in: where a NUL gets here all the same, it becomes U+FFFD and
  /// finds no column.
  package static func name(_ name: String) -> String { quoted(name, identifier) ?? "\"\"" }

  package static func names(_ names: [String]) -> String { names.map(name).joined(separator: ", ") }

  /// The same for texts that were checked when they came in.
  package static func text(_ text: String) -> String { quoted(text, literal) ?? "''" }

  private static func quoted(_ text: String, _ quote: (String) throws(Refusal) -> String) -> String? {
    let clean = String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 })
    do { return try quote(clean) } catch { return nil }
  }

  private static func enclose(_ text: String, in quote: Unicode.Scalar) throws(Refusal) -> String {
    var result = String.UnicodeScalarView()
    result.append(quote)
    for scalar in text.unicodeScalars {
      guard scalar.value != 0 else { throw Refusal(reason: "a name or a text must not hold the character NUL") }
      if scalar == quote { result.append(quote) }
      result.append(scalar)
    }
    result.append(quote)
    return String(result)
  }
}
