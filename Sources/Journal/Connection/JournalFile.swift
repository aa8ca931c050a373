import Foundation
import GRDB
import Ledger

/// Opening the journal's file: folders, connection settings, lock conflicts, and what must be refused.
enum JournalFile {
  /// Marks a SQLite file as a journal (`PRAGMA application_id`): "assy" in ASCII.
  static let applicationID = 0x6173_7379

  static func open(_ path: String) throws(JournalError) -> DatabasePool {
    try makeFolder(of: path)
    try refuseOtherFiles(path)
    PrivateFiles.prepare(journal: path)
    return try LockRetry.run(path: path) {
      let pool = try DatabasePool(path: path, configuration: configuration())
      try pool.writeWithoutTransaction { try JournalSchema.prepare($0, path: path) }
      return pool
    }
  }

  static func openToRead(_ path: String) throws(JournalError) -> DatabasePool {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    try refuseOtherFiles(path)
    return try LockRetry.run(path: path) {
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
  static func openToNote(_ path: String) throws(JournalError) -> DatabasePool? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_uid == geteuid() else { return nil }
    try refuseOtherFiles(path)
    return try LockRetry.run(path: path) {
      let pool = try DatabasePool(path: path, configuration: configuration())
      let schema = try pool.read { try JournalSchema.check($0, path: path) }
      return schema == JournalSchema.migrations.count ? pool : nil
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
