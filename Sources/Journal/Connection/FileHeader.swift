import Foundation
import Ledger

/// The first 100 bytes of a SQLite file (SQLite file format §1.3), read without SQLite: opening another program's
/// database would already switch it to WAL.
struct FileHeader {
  private let bytes: [UInt8]

  /// Nil where there is no file, or an empty one.
  init?(path: String) throws(JournalError) {
    do {
      bytes = try OpenDatabases.bytes(of: path, upTo: 100) ?? []
    } catch { throw .damaged(path: path, what: error.localizedDescription) }
    if bytes.isEmpty { return nil }
  }

  var isSQLite: Bool { bytes.count == 100 && bytes.starts(with: "SQLite format 3\0".utf8) }

  /// False for a file that has had tables made in it without the journal's mark. A new journal whose tables are still in
  /// the WAL file has neither.
  var mayBeJournal: Bool {
    let (schemaChanges, mark) = (number(at: 40), number(at: 68))
    return mark == JournalFile.applicationID || (mark == 0 && schemaChanges == 0)
  }

  private func number(at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
