import Foundation
import Ledger
import Operations
import Tables

extension LocalOperations: BookmarkOperations {
  package func bookmarks(asOf: Date?) throws -> [BookmarkSummary] {
    try refusePast(asOf, "of a bookmark only where it stands is kept")
    return try translated { try journal.bookmarks().map(BookmarkSummary.init) }
  }

  package func bookmarkReset(of table: String) throws -> BookmarkChange {
    let name = try project.table(named: table)
    guard name.layer != .bronze else {
      throw OperationsError.invalid(
        "\(name) is a source and has no bookmark; its kept files are read again by: assay run --table \(name) --full-refresh"
      )
    }
    return BookmarkChange(table: name.description)
  }

  package func bookmarkRewind(of table: String, to version: Int64) throws -> BookmarkChange {
    let name = try project.table(named: table)
    return try OperationsError.answered {
      try BookmarkRewind.check(name, in: project)
      guard let record = try journal.lineage(of: name.description, version: version) else {
        throw OperationsError.notFound(
          "the journal knows no version \(version) of \(name); see assay table history \(name)")
      }
      return BookmarkChange(table: name.description, version: version, inputs: record.inputs)
    }
  }

  package func apply(_ change: BookmarkChange) throws {
    try translated {
      guard let inputs = change.inputs else { return try journal.resetBookmark(of: change.table, by: NSUserName()) }
      try journal.setBookmark(of: change.table, to: inputs, by: NSUserName())
    }
  }
}

extension BookmarkSummary {
  init(_ bookmark: Bookmark) {
    self.init(
      table: bookmark.table, batch: bookmark.batch, inputs: bookmark.value, movedAt: bookmark.updatedAt,
      execution: bookmark.execution?.rawValue)
  }
}
