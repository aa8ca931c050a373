import Foundation
import Journal

/// Tells a process from another that later got its number, by the kernel's start time.
package enum ProcessIdentity {
  package static var host: String { ProcessInfo.processInfo.hostName }

  /// This process.
  package static func current() -> Worker { worker(getpid()) }

  /// A process of this machine; one that is gone already gets a start time that no process has.
  static func worker(_ process: pid_t) -> Worker { Worker(pid: process, start: startTime(of: process) ?? "") }

  /// Whether the execution's worker still runs on this machine.
  package static func sign(of execution: ExecutionRecord) -> WorkerSign {
    guard let worker = execution.worker, execution.host == host else { return .unknown }
    return startTime(of: worker.pid) == worker.start ? .alive : .dead
  }

  /// Field 22 of /proc/PID/stat (proc(5)): clock ticks from boot to the process's start. Nil for no such process and for a
  /// zombie, which is one no more.
  static func startTime(of pid: Int32) -> String? {
    // An unreadable entry is a process that is gone.
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let end = stat.lastIndex(of: ")")
    else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return String(fields[19])
  }
}
