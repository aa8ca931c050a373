import Operations

/// Rows as CSV (RFC 4180): a header, fields quoted where they must be, CRLF nowhere because every reader takes LF. Null is
/// an empty field, and empty text is a quoted one.
package enum CSVText {
  package static func text(_ rows: RowPage) -> String {
    var result = line(rows.columns.map { $0 })
    for row in rows.rows { result += line(row) }
    return result
  }

  package static func line(_ fields: [String?]) -> String {
    fields.map { $0.map(field) ?? "" }.joined(separator: ",") + "\n"
  }

  private static func field(_ text: String) -> String {
    let needsQuotes =
      text.isEmpty || text.first == " " || text.last == " "
      || text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
