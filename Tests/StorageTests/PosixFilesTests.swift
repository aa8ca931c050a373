import Foundation
import Testing

@testable import Storage

@Suite("A call on a file")
struct PosixFilesTests {
  @Test("says plainly that a disk is full")
  func fullDisk() {
    let file = open("/dev/full", O_WRONLY)
    defer { close(file) }
    let error = #expect(throws: StorageError.self) {
      try PosixFiles.write([1, 2, 3], to: file, path: "/lake/t/x.json")
    }
    #expect(
      error?.description == "cannot write /lake/t/x.json: No space left on device (errno 28); "
        + "free some space and run again, nothing was committed")
  }

  @Test("reads a file that grows while it is read, and no more than it was asked for")
  func growing() throws {
    // Such a file says that it is empty, and is not.
    let all = try PosixFiles.read("/proc/self/status", from: 0, upTo: nil)
    #expect(all.count > 100)
    #expect(try PosixFiles.read("/proc/self/status", from: 0, upTo: 7).count == 7)
  }
}
