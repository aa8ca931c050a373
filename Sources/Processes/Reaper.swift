import Foundation

/// Takes the ends of started processes off the kernel's list when they come, for a dashboard that stays open for weeks.
enum Reaper {
  static func wait(for pid: pid_t) {
    let thread = Thread {
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    }
    thread.stackSize = 64 << 10
    thread.start()
  }
}
