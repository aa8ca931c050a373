import Words

/// Quoting for names and texts that were checked when they came in. A NUL, the one thing SQL cannot hold, is refused at
/// the door (headers, model files); should one get here, it becomes U+FFFD and finds no column.
enum Quote {
  static func name(_ name: String) -> String { quoted(name, SQLQuote.identifier) ?? "\"\"" }
  static func text(_ text: String) -> String { quoted(text, SQLQuote.literal) ?? "''" }
  static func names(_ names: [String]) -> String { names.map(name).joined(separator: ", ") }

  private static func quoted(_ text: String, _ quote: (String) throws(SQLQuote.Refusal) -> String) -> String? {
    let clean = String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 })
    do { return try quote(clean) } catch { return nil }
  }
}
