import Clocks
import Foundation
import Storage

/// The copies of a lake's objects in a folder of this machine.
///
/// When one was wanted last is the time its file was changed in any way (ctime): `want` touches it, reading does not.
struct LakeCopies {
  let folder: String

  /// Seconds. Who was brought a file opens it a while later, and not at once.
  static let inUse: TimeInterval = 3600

  static func want(_ path: String) {
    // Of a file that is gone meanwhile nothing is to be said.
    utimensat(AT_FDCWD, path, [timespec(tv_sec: 0, tv_nsec: now), timespec(tv_sec: 0, tv_nsec: unchanged)], 0)
  }

  // `UTIME_NOW` and `UTIME_OMIT`, which Swift does not see.
  private static let now = 1 << 30 - 1
  private static let unchanged = 1 << 30 - 2

  /// Removes copies until the others are no larger than a limit together, those first that were wanted longest ago. What was
  /// wanted within the hour stays, and what is in no bucket: somebody is writing it.
  ///
  /// - Parameters:
  ///   - limit: in bytes.
  ///   - kept: the paths whose objects are in the bucket. Asked once, and only where something is to go.
  /// - Returns: the bytes that became free.
  func trim(
    to limit: Int64, at moment: Date, _ kept: () throws(StorageError) -> [String]
  ) throws(StorageError) -> Int64 {
    let copies = all()
    let size = copies.saturatingSum(\.size)
    let old = copies.filter { moment.timeIntervalSince1970 - $0.wanted > Self.inUse }
    guard size > limit, !old.isEmpty else { return 0 }
    // By bytes: to a bucket names that look the same may be two.
    let objects = Set(try kept().map { Array($0.utf8) })
    var freed: Int64 = 0
    for copy in old where size - freed > limit && objects.contains(Array(copy.path.utf8)) {
      if unlink(copy.path) == 0 { freed += copy.size }
    }
    return freed
  }

  private struct Copy {
    let path: String
    let size: Int64
    /// Seconds since 1970.
    let wanted: TimeInterval
  }

  /// Those wanted longest ago first.
  private func all() -> [Copy] {
    var copies: [Copy] = []
    let names = FileManager.default.enumerator(atPath: folder)
    while let name = names?.nextObject() as? String {
      let path = folder + "/" + name
      var facts = stat()
      guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { continue }
      copies.append(
        Copy(path: path, size: Int64(facts.st_size), wanted: TimeInterval(facts.st_ctim.tv_sec)))
    }
    return copies.sorted { ($0.wanted, $0.path) < ($1.wanted, $1.path) }
  }
}
