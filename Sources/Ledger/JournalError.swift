import Words

/// Why the journal could not do what it was asked. Messages name the file and what to do, never a bound value.
package enum JournalError: Error, Sendable, Equatable {
  /// Opened for reading, and there is no file.
  case missing(path: String)
  /// The folder or file cannot be opened or written (read-only file system, permissions, removed folder).
  case notWritable(path: String, reason: String)
  /// It is, or its folder is, closed to this user.
  case notReadable(path: String)
  case diskFull(path: String)
  /// Another file, or none, has taken the place of the one that was opened.
  case replaced(path: String)
  /// The file is no SQLite database.
  case notADatabase(path: String)
  /// The file is a SQLite database of some other program.
  case notAJournal(path: String)
  /// Written by a newer assay.
  case newerSchema(path: String, found: Int, supported: Int)
  /// Other processes held the write lock for the whole bounded wait.
  case busy(path: String)
  /// The file or a value in it cannot be read.
  case damaged(path: String, what: String)
  case unknownExecution(ExecutionID)
  case unknownSchedule(String)
  /// An execution was started by this key, and it was asked to do something else.
  case keyTaken(String, by: ExecutionID)
  case unknownBackfill(String)
  case unknownStep(ExecutionID, name: String)
  /// Anything else SQLite says: its extended result code and message.
  case sqlite(path: String, code: Int, message: String)
}

extension JournalError: CustomStringConvertible {
  /// Safe at any time: what was loaded and built is told by the lake itself.
  private static let remedy = """
    move it and the files -wal and -shm beside it away. The next run makes a new one, which learns from the lake what was \
    loaded and built; only the history of runs stays behind
    """

  package var description: String {
    switch self {
    case .missing(let path): "there is no journal at \(path); it appears with the first run"
    case .notReadable(let path):
      "the journal \(path) cannot be read by this user; its owner lets a group in by: chmod -R g+rX .assay"
    case .notWritable(let path, let reason):
      "the journal \(path) cannot be opened or written (\(reason)); see that its folder is there and writable for this user"
    case .diskFull(let path): "the disk that holds the journal \(path) is full; free some space and run again"
    case .replaced(let path):
      "the journal was removed or replaced while it was open; end this program and start it again (\(path))"
    case .notADatabase(let path): "\(path) is not a SQLite database; \(Self.remedy)"
    case .notAJournal(let path):
      "\(path) is the database of another program, not a journal; \(Self.remedy)"
    case .newerSchema(let path, let found, let supported):
      "the journal \(path) was written by a newer assay (schema \(found), this one knows \(supported)); update assay"
    case .busy(let path):
      "the journal \(path) was held by other processes for too long; see what else runs on this environment"
    case .damaged(let path, let what):
      "the journal \(path) is damaged: \(what); restore it from a backup, or \(Self.remedy)"
    case .unknownSchedule(let name): "there is no schedule \(name) in the journal"
    case .unknownExecution(let id): "there is no execution \(id) in the journal"
    case .keyTaken(let key, let id):
      "the key \(key) started the execution \(id), which was asked to do something else; take another key"
    case .unknownBackfill(let id): "there is no backfill \(id)"
    case .unknownStep(let id, let name): "the execution \(id) has no step \(name)"
    case .sqlite(let path, let code, let message): "the journal \(path) failed: \(message) (SQLite code \(code))"
    }
  }
}

extension JournalError: NamedFailure {
  package var error: FailureName { .journalFailed }
  package var cause: String { description }
}
