import Foundation
import GRDB
import Ledger

/// Opening the journal's file: folders, connection settings, lock conflicts, and what must be refused.
enum JournalFile {
  /// Marks a SQLite file as a journal (`PRAGMA application_id`): "assy" in ASCII.
  static let applicationID = 0x6173_7379

  /// A journal's file, opened.
  struct Opened {
    let pool: DatabasePool
    /// After the pool: it goes when that is closed.
    let hold: OpenDatabases.Hold
    /// Set where a copy is read, or the file as it is: when it changes, what was opened is old.
    var stamp: ReadStamp?
    /// Holds the copy, and goes with it.
    var scratch: ScratchFolder?
  }

  static func open(_ path: String) throws(JournalError) -> Opened {
    try makeFolder(of: path)
    try refuseOtherFiles(path)
    PrivateFiles.prepare(journal: path)
    return try held(path) {
      let pool = try DatabasePool(path: path, configuration: configuration())
      try pool.writeWithoutTransaction { try JournalSchema.prepare($0, path: path) }
      return pool
    }
  }

  static func openToRead(_ path: String) throws(JournalError) -> Opened {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    try refuseOtherFiles(path)
    return try held(path) {
      do {
        return try checked(DatabasePool(path: path, configuration: configuration(readOnly: true)), path: path)
      } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) {
        // Reading WAL needs a shared-memory file beside the database. Where the folder does not allow one nobody is
        // writing, and the file may be read as it is, unless commits of a killed process still wait in the WAL file.
        guard try FileHeader(path: path + "-wal") == nil else { throw error }
        return try checked(
          DatabasePool(path: immutable(path), configuration: configuration(readOnly: true)), path: path)
      }
    }
  }

  /// Nil where it is missing, of another user than who runs this program, or of another schema.
  static func openToNote(_ path: String) throws(JournalError) -> Opened? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_uid == geteuid() else { return nil }
    try refuseOtherFiles(path)
    let opened = try held(path) { try DatabasePool(path: path, configuration: configuration()) }
    return try isCurrent(opened.pool, path) ? opened : nil
  }

  static func isCurrent(_ pool: DatabasePool, _ path: String) throws(JournalError) -> Bool {
    try LockRetry.run(path: path) {
      try pool.read { try JournalSchema.check($0, path: path) } == JournalSchema.migrations.count
    }
  }

  /// - Parameter path: the path the pool was opened with.
  static func openWatcher(_ path: String) throws -> DatabaseQueue {
    try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
  }

  static func refuseOtherFiles(_ path: String) throws(JournalError) {
    guard let header = try FileHeader(path: path) else { return }
    guard header.isSQLite else { throw .notADatabase(path: path) }
    guard header.mayBeJournal else { throw .notAJournal(path: path) }
  }

  /// The file is known to be open before SQLite opens it.
  private static func held(_ path: String, _ open: () throws -> DatabasePool) throws(JournalError) -> Opened {
    let hold = OpenDatabases.Hold(path)
    return Opened(pool: try LockRetry.run(path: path, open), hold: hold)
  }

  private static func checked(_ pool: DatabasePool, path: String) throws -> DatabasePool {
    _ = try pool.read { try JournalSchema.check($0, path: path) }
    return pool
  }

  private static func configuration(readOnly: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.label = "journal"
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { db in
      // The system's cache holds the file; SQLite's own, 2 MB for each connection, only adds to a dashboard's memory.
      try db.execute(sql: "PRAGMA cache_size = -500")
      // After a burst the WAL file shrinks back to 16 MB instead of keeping its largest size.
      if !readOnly { try db.execute(sql: "PRAGMA journal_size_limit = 16777216") }
    }
    return configuration
  }

  private static func immutable(_ path: String) -> String {
    var allowed = CharacterSet.urlPathAllowed
    allowed.remove(charactersIn: "?#%")
    return "file:" + (path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path) + "?immutable=1"
  }

  private static func makeFolder(of path: String) throws(JournalError) {
    do {
      try PrivateFiles.makeFolder((path as NSString).deletingLastPathComponent)
    } catch {
      let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
      throw .notWritable(path: path, reason: reason.localizedDescription)
    }
  }
}
