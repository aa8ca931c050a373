import Foundation
import GRDB
import Ledger

extension JournalFile {
  /// A journal opened to be looked at by somebody who may not, or shall not, write where it lies.
  struct Opened {
    let pool: DatabasePool
    /// Set where a copy is read, or the file as it is: when it changes, what was opened is old.
    var stamp: ReadStamp?
    /// Holds the copy, and goes with it.
    var scratch: ScratchFolder?
  }

  /// Opens whatever is there without writing beside it. Where that cannot be done in place (an older schema, or commits of a
  /// killed process that wait in the WAL file of a folder nobody may write to), a copy is read; where there is no journal
  /// yet, an empty one.
  static func openToLook(_ path: String) throws(JournalError) -> Opened {
    let stamp = ReadStamp(path)
    // One that nobody lets us see is not one that is not there yet.
    guard access(path, R_OK) == 0 || errno != EACCES else { throw .notReadable(path: path) }
    guard FileManager.default.fileExists(atPath: path) else { return try copy(path, stamp) }
    try refuseOtherFiles(path)
    do {
      let pool = try openToRead(path)
      guard try isCurrent(pool, path) else { return try copy(path, stamp) }
      return Opened(pool: pool, stamp: pool.path == path ? nil : stamp)
    } catch {
      switch error {
      case .notWritable, .diskFull: return try copy(path, stamp)
      default: throw error
      }
    }
  }

  private static func isCurrent(_ pool: DatabasePool, _ path: String) throws(JournalError) -> Bool {
    do {
      return try pool.read { try JournalSchema.check($0, path: path) } == JournalSchema.migrations.count
    } catch { throw JournalError(error, path: path) }
  }

  private static func copy(_ path: String, _ stamp: ReadStamp) throws(JournalError) -> Opened {
    let scratch = try ScratchFolder()
    let copy = scratch.path + "/journal.sqlite"
    do {
      // The log first: what it says of pages that the database has by then is said twice, and not missed.
      for suffix in ["-wal", ""] where FileManager.default.fileExists(atPath: path + suffix) {
        try Data(contentsOf: URL(fileURLWithPath: path + suffix)).write(to: URL(fileURLWithPath: copy + suffix))
      }
    } catch { throw .notWritable(path: path, reason: "it cannot be copied to be read: \(error.localizedDescription)") }
    return Opened(pool: try open(copy), stamp: stamp, scratch: scratch)
  }
}

/// What tells that a journal is no longer the one that was copied.
struct ReadStamp: Hashable {
  private let facts: [Int64]

  init(_ path: String) {
    facts = [path, path + "-wal"].flatMap { file -> [Int64] in
      var status = stat()
      guard stat(file, &status) == 0 else { return [-1] }
      return [
        Int64(status.st_ino), Int64(status.st_size), Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
      ]
    }
  }
}

/// A folder for this process alone, removed when the value goes.
final class ScratchFolder: Sendable {
  let path: String

  init() throws(JournalError) {
    var reason = ""
    for base in [NSTemporaryDirectory(), "/dev/shm"] {
      let path = (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/assay-" + UUID().uuidString
      if mkdir(path, 0o700) == 0 {
        self.path = path
        return
      }
      reason = String(cString: strerror(errno))
    }
    throw .notWritable(path: NSTemporaryDirectory(), reason: reason)
  }

  deinit {
    // What stays is an old copy in a temporary folder.
    try? FileManager.default.removeItem(atPath: path)
  }
}
