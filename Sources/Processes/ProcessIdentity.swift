import Foundation
import Words

/// Tells a process from another that later got its number, by the kernel's start time, and from one of another machine or
/// container, by `MachineIdentity`.
package enum ProcessIdentity {
  /// What an execution's record keeps of the machine its worker runs on.
  package static var host: String { MachineIdentity.current.description }

  /// This process.
  package static func current() -> Worker { Worker(pid: getpid(), start: startTime(in: "/proc/self/stat") ?? "") }

  /// A process of this machine; one that is gone already gets a start time that no process has.
  package static func worker(_ process: pid_t) -> Worker { Worker(pid: process, start: startTime(of: process) ?? "") }

  /// Whether a process that named itself still runs on this machine.
  package static func sign(host: String, worker: Worker) -> WorkerSign {
    guard let machine = MachineIdentity(host), machine.sharesProcesses(with: .current), showsOwnProcesses else {
      return .unknown
    }
    return startTime(of: worker.pid) == worker.start ? .alive : .dead
  }

  /// False where /proc was mounted for another process namespace, as a container without its own has it: its numbers are
  /// those of strangers.
  private static let showsOwnProcesses: Bool = {
    // Without /proc every number is unknown.
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self")).flatMap { pid_t($0) } == getpid()
  }()

  static func startTime(of pid: Int32) -> String? { startTime(in: "/proc/\(pid)/stat") }

  /// Field 22 of /proc/PID/stat (proc(5)): clock ticks from boot to the process's start. Nil for no such process and for a
  /// zombie, which is one no more.
  private static func startTime(in file: String) -> String? {
    // An unreadable entry is a process that is gone.
    guard let stat = try? String(contentsOfFile: file, encoding: .utf8), let end = stat.lastIndex(of: ")") else {
      return nil
    }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return String(fields[19])
  }
}
