import Clocks
import DeltaLog
import Foundation
import JSON
import Storage
import Synchronization

/// The newest versions of tables as a reader without an engine sees them: whether a log has moved since the journal last
/// heard of the table, and who moved it. Asking costs two looks at the disk; a log that moved is read once.
package final class LogHeads: Sendable {
  private let known = Mutex<[String: TableHead]>([:])

  private let store: any ObjectStore

  package init(store: any ObjectStore) { self.store = store }

  /// What became of a table.
  package enum Move: Sendable {
    /// Another writer's version is the newest.
    case moved(TableHead)
    /// The version is not in the log any more.
    case gone
  }

  /// Nil where the version is still the newest.
  package func move(of path: String, since version: Int64, clock: any WallClock) throws -> Move? {
    let head = known.withLock { $0[path] }
    if let head, head.version > version, isNewest(head.version, of: path) { return .moved(head) }
    if isNewest(version, of: path) { return nil }
    let table = DeltaTable(path: path, checkpoints: NoCheckpoints(), clock: clock, store: store)
    guard let read = try self.head(of: table) else { return .gone }
    known.withLock { $0[path] = read }
    return read.version == version ? nil : read.version > version ? .moved(read) : .gone
  }

  /// Nil where there is no log. Where only a checkpoint tells the rows, they are unknown.
  private func head(of table: DeltaTable) throws -> TableHead? {
    guard let newest = try table.history(limit: 1).first else { return nil }
    let snapshot = try snapshot(of: table)
    return TableHead(
      version: snapshot?.version ?? newest.version, rows: snapshot?.rowCount,
      readingObstacle: snapshot?.readingObstacle, writingObstacle: snapshot?.writingObstacle,
      others: try OtherWriters.find(in: table, rows: snapshot?.rowCount))
  }

  private func snapshot(of table: DeltaTable) throws(DeltaError) -> Snapshot? {
    do {
      return try table.snapshotToReplace()
    } catch {
      if case .checkpoint = error { return nil }
      throw error
    }
  }

  private func isNewest(_ version: Int64, of path: String) -> Bool {
    guard version < .max else { return true }
    return isThere(version, path) && !isThere(version + 1, path)
  }

  private func isThere(_ version: Int64, _ path: String) -> Bool {
    let digits = String(version)
    let name = String(repeating: "0", count: max(0, 20 - digits.count)) + digits
    return store.exists("\(path)/_delta_log/\(name).json")
  }
}

/// For readers without an engine: a table is read from its commits, or not at all.
private struct NoCheckpoints: CheckpointFormat {
  struct Unreadable: Error {}
  func read(path: String) throws -> [JSONValue] { throw Unreadable() }
  func write(actions: [JSONValue], path: String) throws { throw Unreadable() }
}
