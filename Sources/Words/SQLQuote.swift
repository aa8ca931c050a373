/// The one place where values become SQL text. DuckDB, PostgreSQL and Spark (ANSI mode) read both forms alike.
package enum SQLQuote {
  /// Text that no SQL engine can hold.
  package struct Refusal: Error, Hashable, CustomStringConvertible {
    package let reason: String
    package var description: String { reason }
  }

  /// `"name"`, quotes inside doubled. Throws on an empty name and on NUL, which would cut the statement short in C.
  package static func identifier(_ name: String) throws(Refusal) -> String {
    guard !name.isEmpty else { throw Refusal(reason: "a name must not be empty") }
    return try enclose(name, in: "\"")
  }

  /// `'text'`, quotes inside doubled. Throws on NUL.
  package static func literal(_ text: String) throws(Refusal) -> String { try enclose(text, in: "'") }

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
