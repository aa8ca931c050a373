import DeltaLog
import Foundation
import Lake
import Ledger
import Tables
import Words

/// The lake as it stood at a moment. Tables whose versions are known are read at them, whatever the clock did meanwhile; the
/// others by the times of their commits.
package struct PastTables: Sendable, Hashable {
  /// What stood of a table: a version, or nothing yet.
  package enum Known: Sendable, Hashable, Codable { case version(Int64), absent }

  package let moment: Date
  package let known: [TableName: Known]

  package init(_ moment: Date, known: [TableName: Known] = [:]) { (self.moment, self.known) = (moment, known) }

  func state(of table: TableName, _ session: LakeSession) throws -> InputState {
    let now = try session.inputState(table)
    switch now.content {
    case .absent: return now
    case .files: return try files(now)
    case .delta: return InputState(table: table, content: try snapshot(table, session).map { .delta($0) } ?? .absent)
    }
  }

  private func snapshot(_ table: TableName, _ session: LakeSession) throws(DeltaError) -> Snapshot? {
    let delta = session.deltaTable(table)
    switch known[table] {
    case .absent: return nil
    case .version(let version): return try delta.snapshot(version: version)
    case nil:
      do {
        return try delta.snapshot(asOf: moment)
      } catch .noVersionAt {
        return nil
      }
    }
  }

  /// A source keeps the files it was given, with the moment of each. What became other rows since is not known as it was.
  private func files(_ now: InputState) throws -> InputState {
    guard case .files(let loaded) = now.content else { return now }
    guard now.lost.isEmpty, now.withdrawn == 0, now.rereads == 0 else {
      throw LakeError(
        .tableMissing,
        "files of \(now.table) were withdrawn, lost or read again since; how it stood before is not known")
    }
    let known = loaded.filter { $0.ingestedAt <= moment }
    return InputState(table: now.table, content: known.isEmpty ? .absent : .files(known))
  }
}
