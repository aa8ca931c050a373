import GRDB
import Ledger

extension JournalError {
  /// What a GRDB or SQLite failure means to someone who runs assay.
  init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self = (error as? JournalError) ?? .sqlite(path: path, code: 0, message: "\(error)")
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL: self = .diskFull(path: path)
    // The shared-memory file could not grow: SQLite does not say why, and a full disk is the one common reason.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .diskFull(path: path)
    // A read-only folder answers either of these, depending on the file's mode and on who asks.
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self = .notWritable(path: path, reason: error.plainMessage)
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_CORRUPT: self = .damaged(path: path, what: error.plainMessage)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    default: self = .sqlite(path: path, code: Int(error.extendedResultCode.rawValue), message: error.plainMessage)
    }
  }
}

extension DatabaseError {
  /// SQLite's own words, without the statement and its arguments.
  var plainMessage: String { message ?? "no message" }

  /// True when another connection held a lock, so that trying again may succeed.
  var isLockConflict: Bool { resultCode == .SQLITE_BUSY || resultCode == .SQLITE_LOCKED }
}
