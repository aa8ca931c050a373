import Files
import Foundation

/// What tells that a file is still the one that was found, with the same bytes, without reading it.
package struct FileStamp: Sendable, Equatable {
  package let size: Int64
  package let inode: UInt64
  private let seconds: Int64
  private let nanoseconds: Int64

  /// Nil when the file cannot be looked at; `errno` says why.
  package init?(path: RawPath) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
    size = Int64(status.st_size)
    inode = UInt64(status.st_ino)
    seconds = Int64(status.st_mtim.tv_sec)
    nanoseconds = Int64(status.st_mtim.tv_nsec)
  }

  /// Milliseconds, as the journal keeps them, so that a comparison with a manifest is exact.
  package var modifiedAt: Date { Date(timeIntervalSince1970: Double(seconds * 1000 + nanoseconds / 1_000_000) / 1000) }
}
