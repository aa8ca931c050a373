import Foundation
import Journal

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
  package func launch(_ arguments: [String], execution: ExecutionID) throws(RunError) -> pid_t {
    do {
      try FileManager.default.createDirectory(atPath: logFolder, withIntermediateDirectories: true)
    } catch {
      throw RunError("NotWritable", "cannot make \(logFolder): \(error.localizedDescription)")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let log = logFolder + "/worker-\(execution).log"
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_CREAT | O_WRONLY | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    for descriptor in Self.openDescriptors where descriptor > 2 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    return try spawn(arguments, actions)
  }

  /// What this process has open: a worker must not hold a dashboard's terminal or a pipe of its caller's.
  private static var openDescriptors: [Int32] {
    // Where /proc is missing, descriptors that were opened close-on-exec still do not leak.
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
  }

  private func spawn(_ arguments: [String], _ actions: posix_spawn_file_actions_t) throws(RunError) -> pid_t {
    var actions = actions
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A session of its own; signals as a new program expects them, whatever a dashboard had made of them.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = Int32(0x80) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)  // 0x80: POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var argv: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
    defer { for argument in argv { free(argument) } }
    var pid = pid_t()
    let code = posix_spawn(&pid, executable, &actions, &attributes, &argv, environ)
    guard code == 0 else {
      throw RunError("NotStarted", "cannot start \(executable): \(String(cString: strerror(code)))")
    }
    Self.reap(pid)
    return pid
  }

  /// Takes the worker's end off the kernel's list when it comes, for a dashboard that stays open for weeks.
  private static func reap(_ pid: pid_t) {
    let thread = Thread {
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    }
    thread.stackSize = 64 << 10
    thread.start()
  }
}
