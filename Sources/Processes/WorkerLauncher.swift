import Foundation
import Words

/// Starts a worker as a process of its own session, so that it outlives the terminal and the dashboard it was started from.
package struct WorkerLauncher: Sendable {
  /// The program to run, normally this one.
  let executable: String
  let logFolder: String

  package init(executable: String = WorkerLauncher.thisProgram, logFolder: String) {
    self.executable = executable
    self.logFolder = logFolder
  }

  /// The file this process runs from.
  package static var thisProgram: String {
    // Where /proc is missing, the name the program was started with has to do.
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }

  /// Starts the program with the arguments. What it prints goes to `worker-ID.log` in the log folder.
  /// - Returns: the process id.
  @discardableResult
  package func launch(_ arguments: [String], execution: ExecutionID) throws(FailureReason) -> pid_t {
    do {
      try FileManager.default.createDirectory(atPath: logFolder, withIntermediateDirectories: true)
    } catch {
      throw FailureReason(.notWritable, "cannot make \(logFolder): \(error.localizedDescription)")
    }
    let log = NewSession.Stream.log(logFolder + "/" + WorkerLogs.name(execution))
    let session = NewSession(executable, arguments, input: .nothing, output: log, errors: log)
    do {
      let pid = try session.start()
      Reaper.wait(for: pid)
      return pid
    } catch { throw FailureReason(.notStarted, "\(error)") }
  }
}
