import Clocks
import Foundation
import Synchronization

/// The clock of a project whose days pass quickly: a file that says which time it is, and counts as long as the demo that
/// wrote it lives.
enum DemoClock {
  fileprivate static func path(_ folder: String) -> String { folder + "/.assay/clock" }

  /// The clock that holds for a project now: the demo's while it lives, the machine's otherwise.
  static func clock(of folder: String) -> any WallClock {
    let descriptor = open(path(folder), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return SystemClock() }
    defer { close(descriptor) }
    // Who lives holds the lock; a file that a killed demo left says nothing.
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, let stretch = stretch(descriptor) else { return SystemClock() }
    return Following(path: path(folder), stretch)
  }

  fileprivate static func stretch(_ descriptor: Int32) -> LeapingClock.Stretch? {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &bytes, bytes.count)
    return LeapingClock.Stretch(text: String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
  }

  /// Follows the leaps of a demo in another process; goes on from its last one when it ends.
  private final class Following: WallClock {
    private let path: String
    private let known: Mutex<(stretch: LeapingClock.Stretch, read: Date)>
    /// Seconds for which what was read holds.
    private static let pause: TimeInterval = 0.05

    init(path: String, _ stretch: LeapingClock.Stretch) {
      self.path = path
      known = Mutex((stretch, Date()))
    }

    func now() -> Date {
      let machine = Date()
      return known.withLock { known in
        if abs(machine.timeIntervalSince(known.read)) >= Self.pause { known = (newest() ?? known.stretch, machine) }
        return known.stretch.now(machine: machine)
      }
    }

    private func newest() -> LeapingClock.Stretch? {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      return DemoClock.stretch(descriptor)
    }
  }

  /// Lets a project's days pass until the value is given up.
  final class Holding {
    private let path: String
    /// Holds the lock of the file that stands there.
    private var descriptor: Int32 = -1

    init(_ stretch: LeapingClock.Stretch, of folder: String) throws(Failure) {
      path = DemoClock.path(folder)
      let former = open(path, O_RDONLY | O_CLOEXEC)
      defer { if former >= 0 { close(former) } }
      guard former < 0 || flock(former, LOCK_EX | LOCK_NB) == 0 else {
        throw Failure.usage("the days of \(folder) pass already: another demo --live runs there")
      }
      try show(stretch)
    }

    /// The file appears whole and locked, so that no reader meets half of it or takes it for a dead demo's.
    func show(_ stretch: LeapingClock.Stretch) throws(Failure) {
      let new = open(path + ".new", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      let bytes = Array((stretch.text + "\n").utf8)
      guard new >= 0, flock(new, LOCK_EX | LOCK_NB) == 0, write(new, bytes, bytes.count) == bytes.count,
        rename(path + ".new", path) == 0
      else {
        let reason = String(cString: strerror(errno))
        if new >= 0 { close(new) }
        throw Failure(.bad, "\(path) cannot be written: \(reason)")
      }
      if descriptor >= 0 { close(descriptor) }
      descriptor = new
    }

    deinit {
      unlink(path)
      close(descriptor)
    }
  }
}
