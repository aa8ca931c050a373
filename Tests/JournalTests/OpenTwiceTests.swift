import Clocks
import Foundation
import TestSupport
import Testing

@testable import Journal

/// A process that has a journal open more than once, as a report that counts its queries does.
@Suite("A journal that one process opens twice")
struct OpenTwiceTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("state/journal.sqlite") }

  init() throws { folder = try TemporaryFolder() }

  enum Second: CaseIterable { case writing, reading, looking, noting, foreign }

  private func open(_ kind: Second) throws {
    switch kind {
    case .writing: _ = try Journal(path: path, clock: SystemClock())
    case .reading: _ = try Journal(path: path, clock: SystemClock(), readOnly: true)
    case .looking: _ = try Journal(lookingAt: path, clock: SystemClock())
    case .noting: _ = try Journal(notingIn: path, clock: SystemClock())
    case .foreign: #expect(try FileHeader(path: path)?.isSQLite == true)
    }
  }

  @Test("keeps the lock by which others leave its WAL file alone", arguments: Second.allCases)
  func lock(second: Second) throws {
    let first = try Journal(path: path, clock: SystemClock())
    _ = try first.executions()
    let probe = try #require(LockProbe(path))
    #expect(probe.isLocked)
    try open(second)
    #expect(probe.isLocked)
    try first.close()
    withExtendedLifetime(first) { #expect(!probe.isLocked) }
  }

  @Test("leaves no descriptor behind when the last goes")
  func descriptors() throws {
    let count = {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { name in
        // One that another test closed meanwhile is none of this file.
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)
      }.filter { $0.hasPrefix(path) }.count
    }
    try {
      let first = try Journal(path: path, clock: SystemClock())
      for _ in 1...3 { _ = try FileHeader(path: path) }
      #expect(try count() > 0)
      try first.close()
    }()
    #expect(try count() == 0)
  }
}

/// Asks whether the process of this test holds a record lock on a file. A lock of an open file description, which is what it
/// asks with, conflicts with the process's own; its descriptor stays open, since closing it would drop them.
private struct LockProbe {
  private let descriptor: Int32

  init?(_ path: String) {
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
  }

  var isLocked: Bool {
    var lock = flock()
    (lock.l_type, lock.l_whence) = (Int16(F_WRLCK), Int16(SEEK_SET))
    let getOpenFileLock: Int32 = 36  // F_OFD_GETLK, fcntl.h of Linux.
    return fcntl(descriptor, getOpenFileLock, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
  }
}
