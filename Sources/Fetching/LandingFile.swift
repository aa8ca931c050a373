import Files
import Foundation
import Lake

/// A copy of a file of elsewhere: under another name until it is whole.
struct LandingFile {
  let path: String

  /// The ending says to whoever lists the folder that the file is still being sent.
  var unfinished: String { path + ".part" }

  /// Nil where there is no copy.
  var state: (size: Int64, modified: Date)? {
    FileStamp(path: RawPath(path)).map { ($0.size, $0.modifiedAt) }
  }

  /// Whether the copy is of what has this size and time. Listings tell milliseconds, and a file's time comes back from its
  /// nanoseconds a little off.
  func isCopy(of size: Int64, modified: Date) -> Bool {
    guard let there = state else { return false }
    return there.size == size && abs(there.modified.timeIntervalSince(modified)) < 0.001
  }

  func makeFolder() throws(LakeError) {
    let folder = (path as NSString).deletingLastPathComponent
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw LakeError.notMade(folder: folder, error)
    }
  }

  /// Gives the whole file its name, and the time it has where it comes from.
  func publish(modified: Date) throws(LakeError) {
    let (second, part) = (modified.timeIntervalSince1970.rounded(.down), modified.timeIntervalSince1970)
    let time = timespec(tv_sec: Int(second), tv_nsec: Int((part - second) * 1e9))
    guard utimensat(AT_FDCWD, unfinished, [time, time], 0) == 0 else {
      throw .notWritable("set the time of", unfinished)
    }
    guard rename(unfinished, path) == 0 else { throw .notWritable("rename", unfinished) }
  }
}
