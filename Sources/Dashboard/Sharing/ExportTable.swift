import Clocks
import Foundation

/// Rows to write to a file: exact values, absent ones nil.
struct ExportTable: Hashable, Sendable {
  let name: String
  let columns: [String]
  let rows: [[String?]]

  static func moment(_ moment: Date) -> String { Timestamp.text(moment) }

  /// RFC 4180: fields in quotes where they need them, CRLF after each row.
  var csv: String {
    ([columns.map(Optional.some)] + rows).map { row in
      row.map { Self.field($0 ?? "") }.joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

/// What to write.
enum ExportForm: Hashable, Sendable {
  /// The screen as it stands, as text.
  case picture
  /// The rows of what is chosen.
  case csv
}
