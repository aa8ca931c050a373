import Dispatch
import Foundation
import Glibc
import Synchronization

/// Waits for one process on a thread of its own and rings when it has ended.
final class Grave: Sendable {
  private let end = Mutex<EndedProcess?>(nil)
  private let rung = DispatchSemaphore(value: 0)
  /// Readable once the process has ended.
  let bell: Int32

  init(_ process: pid_t) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw PseudoTerminalError.system("pipe", errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    bell = ends[0]
    let far = ends[1]
    let thread = Thread { [self] in
      var status: Int32 = 0
      var usage = rusage()
      while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
      let time = Self.duration(usage.ru_utime) + Self.duration(usage.ru_stime)
      end.withLock { $0 = EndedProcess(status: ExitStatus(waitStatus: status), processorTime: time) }
      // Closing alone would not ring while another child, started in between, holds a copy.
      write(far, "!", 1)
      close(far)
      rung.signal()
    }
    thread.start()
  }

  deinit { close(bell) }

  var ended: EndedProcess? { end.withLock { $0 } }

  /// Returns when the process has ended, and after a tenth of a second at the latest.
  func waitBriefly() {
    if rung.wait(timeout: .now() + .milliseconds(100)) == .success { rung.signal() }
  }

  private static func duration(_ time: timeval) -> Duration {
    .seconds(time.tv_sec) + .microseconds(time.tv_usec)
  }
}
