import Foundation
import GRDB
import Ledger

extension JournalFile {
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
      var opened = try openToRead(path)
      guard try isCurrent(opened.pool, path) else { return try copy(path, stamp) }
      opened.stamp = opened.pool.path == path ? nil : stamp
      return opened
    } catch {
      switch error {
      case .notWritable, .diskFull: return try copy(path, stamp)
      default: throw error
      }
    }
  }

  private static func copy(_ path: String, _ stamp: ReadStamp) throws(JournalError) -> Opened {
    let scratch = try ScratchFolder()
    let copy = scratch.path + "/journal.sqlite"
    do {
      // The log first: what it says of pages that the database has by then is said twice, and not missed.
      for suffix in ["-wal", ""] {
        guard let bytes = try OpenDatabases.bytes(of: path + suffix) else { continue }
        try Data(bytes).write(to: URL(fileURLWithPath: copy + suffix))
      }
    } catch { throw .notWritable(path: path, reason: "it cannot be copied to be read: \(error.localizedDescription)") }
    var opened = try open(copy)
    (opened.stamp, opened.scratch) = (stamp, scratch)
    return opened
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
