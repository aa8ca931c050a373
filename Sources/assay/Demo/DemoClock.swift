import Clocks
import Foundation

/// The clock of a project whose days pass quickly: a file that says how, and counts as long as the demo that wrote it lives.
enum DemoClock {
  private static func path(_ folder: String) -> String { folder + "/.assay/clock" }

  /// The clock that holds for a project now: the demo's while it lives, the machine's otherwise.
  static func clock(of folder: String) -> any WallClock {
    let descriptor = open(path(folder), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return SystemClock() }
    defer { close(descriptor) }
    // Who lives holds the lock; a file that a killed demo left says nothing.
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return SystemClock() }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &bytes, bytes.count)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return LeapingClock(text: text) ?? SystemClock()
  }

  /// Lets a project's days pass by this clock until the value is given up.
  final class Holding {
    private let path: String
    private let descriptor: Int32

    init(_ clock: LeapingClock, of folder: String) throws(Failure) {
      path = DemoClock.path(folder)
      descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw Failure(.bad, "\(path) cannot be written: \(String(cString: strerror(errno)))")
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw Failure.usage("the days of \(folder) pass already: another demo --live runs there")
      }
      let bytes = Array((clock.text + "\n").utf8)
      ftruncate(descriptor, 0)
      guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
        throw Failure(.bad, "\(path) cannot be written: \(String(cString: strerror(errno)))")
      }
    }

    deinit {
      unlink(path)
      close(descriptor)
    }
  }
}
