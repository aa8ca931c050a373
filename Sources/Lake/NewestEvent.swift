import Clocks
import Engine
import Foundation
import Journal
import ModelSQL
import Project

/// The newest moment that the rows of a source tell, where it declares `event_time`. Text that is no moment does not count.
struct NewestEvent {
  let session: LakeSession
  let source: SourceDefinition

  /// Of the files a step has just loaded, and of all before: only the new ones are read.
  func after(loading files: [ManifestRecord]) throws -> Date? {
    guard let column = source.eventTime else { return nil }
    let before = try session.journal.latestSuccess(of: source.table.description)?.details["newestEvent"]?.stringValue
    return [before.flatMap(Timestamp.parse), try newest(column, in: files)].compactMap { $0 }.max()
  }

  private func newest(_ column: String, in files: [ManifestRecord]) throws -> Date? {
    let columns = BronzeView.columns(of: source, files)
    guard !files.isEmpty, columns.map(ColumnNames.folded).contains(ColumnNames.folded(column)) || column.hasPrefix("_")
    else { return nil }
    let rows = try BronzeView(session: session, source: source, columns: columns)
      .sql(files, function: "assay_event_rows")
    let result = try session.connection.query(
      "SELECT max(try_cast(\(Quote.name(column)) AS TIMESTAMP)) FROM (\(rows))")
    guard case .timestamp(let microseconds) = result.rows[0][0] else { return nil }
    return Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
  }
}
