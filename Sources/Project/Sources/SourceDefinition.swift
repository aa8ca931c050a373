import Clocks
import Foundation
import Words

/// Files that come in from outside and become one Bronze table.
package struct SourceDefinition: Sendable, Hashable {
  package enum Format: String, Sendable, Hashable, CaseIterable { case csv, jsonl, parquet }

  /// How the bytes of text files stand for characters. Anything but UTF-8 is transcoded beside the original.
  package enum Encoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "utf-8"
    case latin1 = "iso-8859-1"
    case windows1252 = "windows-1252"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
  }

  /// What happens when a file's columns are not those of the table.
  package enum DriftAction: String, Sendable, Hashable, CaseIterable { case accept, warn, fail }

  /// What happens with a file whose bytes were loaded under another name: it is another delivery, with a word or without,
  /// or its rows are not loaded a second time, or it is refused.
  package enum SameBytesAction: String, Sendable, Hashable, CaseIterable { case accept, warn, skip, fail }

  /// Columns that Bronze makes itself, to say where a row comes from.
  package static let provenance = ["_file", "_record", "_source", "_ingested_at", "_run"]

  /// Whether Bronze reads the files as they came or a Delta table written from them.
  package enum Keeping: String, Sendable, Hashable, CaseIterable { case files, delta }

  /// Columns of a change feed: what was done to the row (I, U, D), when, and in which order.
  package struct ChangeColumns: Sendable, Hashable {
    package var operation: String
    package var commitTimestamp: String?
    package var sequence: String?

    package init(operation: String, commitTimestamp: String? = nil, sequence: String? = nil) {
      (self.operation, self.commitTimestamp, self.sequence) = (operation, commitTimestamp, sequence)
    }
  }

  /// A column that has another name in Bronze than in the files.
  package struct ColumnRename: Sendable, Hashable {
    package let from: String
    package let to: String

    package init(from: String, to: String) { (self.from, self.to) = (from, to) }
  }

  package let name: String
  package var description: String?
  /// Patterns of the files' paths; at least one.
  package var paths: [FileGlob] = []
  /// Where files are brought from before the patterns are looked for.
  package var remotes: [RemotePlace] = []
  package var format = Format.csv
  package var delimiter: UInt8 = 0x2C
  /// Nil when no character quotes.
  package var quote: UInt8? = 0x22
  package var escape: UInt8? = 0x22
  package var hasHeader = true
  /// Texts that mean null.
  package var nullValues = [""]
  package var encoding = Encoding.utf8
  /// The columns in order; nil when the files' header says them.
  package var columns: [String]?
  /// Names in the files and what the columns are called in Bronze.
  package var rename: [ColumnRename] = []
  package var maxRecordBytes = 1_048_576
  package var onNewColumn = DriftAction.warn
  package var onMissingColumn = DriftAction.fail
  package var onRetypedColumn = DriftAction.warn
  package var keep = Keeping.files
  package var onSameBytes = SameBytesAction.warn
  /// A file that changed less than this many seconds ago is left for the next run.
  package var settleSeconds = 0
  /// Path of the file that must be there when the run of a day starts, with `{run_date}` in it, absolute.
  package var expect: String?
  package var changes: ChangeColumns?
  package var eventTime: String?
  /// Where the source's name stands in project.yml.
  package var position = SourcePosition.start

  package init(name: String) { self.name = name }

  package var table: TableName { TableName(.bronze, name) }

  /// The file that must be there for a run of the day; nil when nothing is expected.
  package func expectedPath(for day: CalendarDay) -> String? {
    expect?.replacingOccurrences(of: "{run_date}", with: day.description)
  }
}
