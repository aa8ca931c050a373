import Clocks
import Foundation
import GRDB
import Ledger
import Synchronization

/// What happened in one environment: executions, steps, logs, metrics, quality, manifests, bookmarks, lineage, audit.
///
/// A SQLite file in WAL mode that the dashboard, the workers and the commands have open at the same time. Readers see the
/// last committed state and never wait for a writer. Every write is one IMMEDIATE transaction; writers queue for the lock
/// and try again, so a lock held elsewhere shows as a short delay. Calls block their thread on file access.
package final class Journal: RunLedger {
  package let path: String
  package let clock: any WallClock
  let pool: DatabasePool
  private let hold: OpenDatabases.Hold
  private let file: FileIdentity?
  /// What the file was when it was copied or opened as it is, and whose copy it is; nil where commits of others are seen.
  private let looked: (path: String, stamp: ReadStamp, scratch: ScratchFolder?)?
  /// The connection that watches for changes, opened on first use.
  let watcher = Mutex<DatabaseQueue?>(nil)

  /// Opens the journal, makes its folders and file when they are missing, and brings an older schema up to date.
  ///
  /// - Parameters:
  ///   - path: the database file, `<project>/.assay/<environment>/journal.sqlite`.
  ///   - clock: the source of "now" for every stamp the journal sets itself.
  ///   - readOnly: opens an existing file without writing to it or its folder.
  package init(path: String, clock: any WallClock, readOnly: Bool = false) throws(JournalError) {
    self.path = path
    self.clock = clock
    let opened = try readOnly ? JournalFile.openToRead(path) : JournalFile.open(path)
    (pool, hold) = (opened.pool, opened.hold)
    file = FileIdentity(path: path)
    looked = nil
  }

  /// Opens the journal for somebody who looks and never writes where it lies, whatever the state of its folder: read-only,
  /// full, of another user, with commits of a killed process, of an earlier schema, or with no journal in it yet.
  ///
  /// Where no commit of others can be seen, `dataVersion` throws `replaced` once there are any.
  package init(lookingAt path: String, clock: any WallClock) throws(JournalError) {
    let opened = try JournalFile.openToLook(path)
    self.path = path
    self.clock = clock
    (pool, hold) = (opened.pool, opened.hold)
    file = FileIdentity(path: path)
    looked = opened.stamp.map { (path, $0, opened.scratch) }
  }

  /// Opens a journal that is there for a note beside a look: nothing is made, and no schema is changed by it. Nil where it is
  /// missing, another user's, or of another schema.
  package init?(notingIn path: String, clock: any WallClock) throws(JournalError) {
    guard let opened = try JournalFile.openToNote(path) else { return nil }
    self.path = path
    self.clock = clock
    (pool, hold) = (opened.pool, opened.hold)
    file = FileIdentity(path: path)
    looked = nil
  }

  package func close() throws(JournalError) {
    do {
      try watcher.withLock { try $0?.close() }
      try pool.close()
    } catch { throw JournalError(error, path: path) }
  }

  /// The file was removed, or another took its place.
  private var isReplaced: Bool {
    if let looked { return ReadStamp(looked.path) != looked.stamp }
    return file != FileIdentity(path: path)
  }

  /// What an error means when the file may be gone: SQLite speaks of broken disks then.
  func explained(_ error: JournalError) -> JournalError { isReplaced ? .replaced(path: path) : error }

  /// A number that changes whenever any connection, in this process or another, commits to the journal. Costs
  /// microseconds and reads no table. Only equality means anything, and only between calls on the same `Journal`.
  ///
  /// Throws `replaced` when the file was removed or another took its place: SQLite would go on with the old one, which
  /// nobody else sees.
  package func dataVersion() throws(JournalError) -> Int64 {
    if isReplaced { throw .replaced(path: path) }
    do {
      return try watcher.withLock { held in
        let queue = try held ?? JournalFile.openWatcher(pool.path)
        held = queue
        return try queue.unsafeRead { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
      }
    } catch { throw JournalError(error, path: path) }
  }
}
