import Foundation
import JSON
import Lake
import Ledger
import Project

/// Finds the event times of a source's rows.
struct NewestEvent {
  let session: LakeSession
  let source: SourceDefinition

  /// Of the files a step has just loaded, and of all before: only the new ones are read.
  func after(loading files: [ManifestRecord]) throws -> EventTimes? {
    guard let column = source.eventTime else { return nil }
    let before = EventTimes(
      details: try session.journal.latestSuccess(of: source.table.description)?.details ?? .null)
    guard before.column == column else {
      // The setting is new, or another: what was loaded before is looked at once.
      let all = try session.journal.latestManifests(of: source.name, limit: Int.max).filter { $0.status == .loaded }
      return try times(column, in: all) ?? EventTimes(column: column)
    }
    return before.followed(by: try times(column, in: files) ?? before)
  }

  /// Nil where the files have no row with such a value.
  private func times(_ column: String, in files: [ManifestRecord]) throws -> EventTimes? {
    let columns = source.bronzeColumns(of: files)
    guard !files.isEmpty, columns.map(ColumnNames.folded).contains(ColumnNames.folded(column)) || column.hasPrefix("_")
    else { return nil }
    return try session.compute.eventTimes(column, of: .files(source, files))
  }
}
