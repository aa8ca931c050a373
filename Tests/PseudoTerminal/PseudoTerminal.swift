import Foundation
import Glibc
import Synchronization

/// A program running in a terminal of its own, seen from the terminal's side.
///
/// The program leads a session whose controlling terminal is the pseudo-terminal. Every wait has a deadline and sleeps
/// in poll(2); nothing here guesses how long something takes.
package final class PseudoTerminal {
  package let process: pid_t
  package private(set) var screen: VirtualScreen
  /// All bytes the program has written so far.
  package private(set) var log: [UInt8] = []
  private var master: Int32
  private var newSize: (columns: Int, rows: Int)?
  private let grave: Grave

  package init(_ launch: Launch) throws {
    let (master, path) = try Self.open(columns: launch.columns, rows: launch.rows)
    self.master = master
    screen = VirtualScreen(columns: launch.columns, rows: launch.rows)
    do {
      process = try Spawn.start(launch, terminal: path)
    } catch {
      Glibc.close(master)
      throw error
    }
    grave = try Grave(process)
  }

  deinit {
    hangUp()
    if grave.ended == nil { kill(process, SIGKILL) }
  }

  // MARK: from the person's side

  package func send(_ text: String) { send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  package func signal(_ number: Int32) { kill(process, number) }

  package func resize(columns: Int, rows: Int) {
    // The picture follows with the next output, so that a storm of sizes costs one copy of it.
    newSize = (columns, rows)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Closes the window: the program's terminal is gone.
  package func hangUp() {
    guard master >= 0 else { return }
    Glibc.close(master)
    master = -1
  }

  // MARK: looking

  /// The line discipline's flags as they are now.
  package var settings: TerminalSettings? {
    var value = termios()
    return tcgetattr(master, &value) == 0 ? TerminalSettings(value) : nil
  }

  /// The process group that gets keys.
  package var foregroundGroup: pid_t { tcgetpgrp(master) }

  /// Reads until `isDone` says so. Throws when that takes too long, or the program ends before.
  package func wait(
    for what: String, within limit: Duration = .seconds(60), _ isDone: (VirtualScreen) -> Bool
  ) throws {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while !isDone(screen) {
      if try read(until: deadline) { continue }
      if let ended = grave.ended { throw PseudoTerminalError.ended(ended, waitingFor: what, screen: screen.text) }
      guard ContinuousClock.now < deadline else {
        throw PseudoTerminalError.timedOut(waitingFor: what, screen: screen.text)
      }
    }
  }

  /// Reads until the screen shows a text.
  package func wait(forText text: String, within limit: Duration = .seconds(60)) throws {
    try wait(for: "the text \(text)", within: limit) { $0.text.contains(text) }
  }

  /// Reads what comes until nothing has come for `pause`.
  package func drain(pause: Duration = .milliseconds(60)) throws {
    while try read(until: ContinuousClock.now.advanced(by: pause)) {}
  }

  /// Reads until the program has ended.
  package func waitForEnd(within limit: Duration = .seconds(60)) throws -> EndedProcess {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while true {
      if let ended = grave.ended {
        while try read(until: ContinuousClock.now) {}
        return ended
      }
      guard ContinuousClock.now < deadline else {
        throw PseudoTerminalError.timedOut(waitingFor: "the end of the program", screen: screen.text)
      }
      _ = try read(until: deadline)
    }
  }

  /// Waits until output is there, and leaves it unread: from then on the terminal is one that nobody reads.
  package func stall(within limit: Duration = .seconds(60)) throws {
    var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, Int32(limit.components.seconds * 1000)) > 0 else {
      throw PseudoTerminalError.timedOut(waitingFor: "output", screen: screen.text)
    }
  }

  /// Waits for the program's end without reading a byte of what it writes.
  package func waitForEndUnread(within limit: Duration = .seconds(60)) throws -> ExitStatus {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < deadline {
      if let ended = grave.ended { return ended.status }
      grave.waitBriefly()
    }
    throw PseudoTerminalError.timedOut(waitingFor: "the end of the program, unread", screen: screen.text)
  }

  /// Waits for output or the program's end and reads one piece. False when no output came.
  private func read(until deadline: ContinuousClock.Instant) throws -> Bool {
    // A negative descriptor is skipped by poll: that of a terminal already closed.
    var watched = [
      pollfd(fd: master, events: Int16(POLLIN), revents: 0),
      pollfd(fd: grave.ended == nil ? grave.bell : -1, events: Int16(POLLIN), revents: 0),
    ]
    let left = max(.zero, ContinuousClock.now.duration(to: deadline))
    let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    guard poll(&watched, 2, Int32(clamping: milliseconds + (left > .zero ? 1 : 0))) > 0 else { return false }
    guard watched[0].revents & Int16(POLLIN) != 0 else {
      // With its last user gone the terminal only reports a hang-up, at once and for ever: wait for the end instead.
      if watched[0].revents != 0, grave.ended == nil { grave.waitBriefly() }
      return false
    }
    return readPiece()
  }

  private func readPiece() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    if let size = newSize { screen.resize(columns: size.columns, rows: size.rows) }
    newSize = nil
    log += buffer[..<count]
    screen.feed(buffer[..<count])
    if !screen.answers.isEmpty {
      send(screen.answers)
      screen.clearAnswers()
    }
    return true
  }

  /// Opens the two ends the Linux way: the Glibc module leaves posix_openpt out, and openpty cannot close on exec.
  private static func open(columns: Int, rows: Int) throws -> (Int32, String) {
    let master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var lock: Int32 = 0
    var number: Int32 = 0
    let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
    let getNumber: UInt = 0x8004_5430  // TIOCGPTN
    guard master >= 0, ioctl(master, unlock, &lock) == 0, ioctl(master, getNumber, &number) == 0 else {
      throw PseudoTerminalError.system("/dev/ptmx", errno)
    }
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    return (master, "/dev/pts/\(number)")
  }
}

extension VirtualScreen {
  mutating func clearAnswers() { answers = [] }
}

/// The flags of a terminal that programs change and must put back.
package struct TerminalSettings: Hashable, Sendable {
  package let input: UInt32
  package let output: UInt32
  package let control: UInt32
  package let local: UInt32

  init(_ value: termios) {
    (input, output, control, local) = (value.c_iflag, value.c_oflag, value.c_cflag, value.c_lflag)
  }

  package var isCanonical: Bool { local & UInt32(ICANON) != 0 }
  package var echoes: Bool { local & UInt32(ECHO) != 0 }
}
