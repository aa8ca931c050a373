import Foundation

/// Which of several schedulers of one environment works: the one that holds this lock. The system gives it back when its
/// process ends, however that ends.
package final class SchedulerLock {
  private let descriptor: Int32

  /// Throws where the file cannot be made.
  package init(stateFolder: String) throws(RunError) {
    let path = stateFolder + "/scheduler.lock"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw RunError(.notWritable, "cannot open \(path): \(String(cString: strerror(errno)))")
    }
  }

  deinit { close(descriptor) }

  /// Whether this process holds it, now or already.
  package func isTaken() -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }
}
