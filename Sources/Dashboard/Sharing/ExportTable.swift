import Clocks
import Foundation
import Operations
import Presentation

/// Rows to write to a file: exact values, absent ones nil.
struct ExportTable: Hashable, Sendable {
  let name: String
  let columns: [String]
  let rows: [[String?]]

  static func moment(_ moment: Date) -> String { Timestamp.text(moment) }

  var csv: String { CSVText.text(RowPage(columns: columns, rows: rows)) }
}

/// What to write.
enum ExportForm: Hashable, Sendable {
  /// The screen as it stands, as text.
  case picture
  /// The rows of what is chosen.
  case csv
}
