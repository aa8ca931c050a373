import CProcesses
import Foundation

/// One executable run once: its input from a file, its answer from its standard output, what it says kept in a file. When it
/// is over, all that it started is over too: it leads a process group of its own, and what leaves that group is adopted by
/// this process, which must be one of its own for that (`assay function`).
package struct FunctionProcess {
  private let executable: String
  private let inputPath: String
  private let logPath: String
  private let limits: FunctionLimits

  package init(executable: String, inputPath: String, logPath: String, limits: FunctionLimits) {
    (self.executable, self.inputPath, self.logPath, self.limits) = (executable, inputPath, logPath, limits)
  }

  /// Blocks until the function and all it started are gone.
  package func run(while isWanted: () -> Bool) -> FunctionEnd {
    _ = assay_adopt_orphans()
    guard let answers = Channel(), let sayings = Channel() else { return .notStarted(Self.reason("no pipe")) }
    let log = open(logPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard log >= 0 else { return .notStarted(Self.reason("cannot write \(logPath)")) }
    defer { close(log) }
    let pid: pid_t
    switch start(answers.writing, sayings.writing) {
    case .success(let started): pid = started
    case .failure(let problem): return .notStarted(problem.text)
    }
    answers.closeWriting()
    sayings.closeWriting()
    var listening = Listening(answers: answers.reading, sayings: sayings.reading, log: log, limits: limits)
    let end = wait(for: pid, &listening, while: isWanted)
    Self.endAll(group: pid)
    listening.rest()
    if case .answered = end, listening.isFlooded { return .flooded(limits.answer) }
    switch end {
    case .answered: return .answered(listening.answer)
    case .exited(let status, _): return .exited(status, listening.answer)
    default: return end
    }
  }

  private struct Problem: Error { let text: String }

  private static func reason(_ what: String) -> String { "\(what): \(String(cString: strerror(errno)))" }

  private func start(_ answers: Int32, _ sayings: Int32) -> Result<pid_t, Problem> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, answers, 1)
    posix_spawn_file_actions_adddup2(&actions, sayings, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags =
      Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words: [UnsafeMutablePointer<CChar>?] = [strdup(executable), nil]
    defer { free(words[0]) }
    var pid = pid_t()
    let code = posix_spawn(&pid, executable, &actions, &attributes, &words, environ)
    if code == 0 { return .success(pid) }
    let hint = code == ENOEXEC ? "; a script needs a first line such as #!/usr/bin/env python3" : ""
    return .failure(Problem(text: "cannot start \(executable): \(String(cString: strerror(code)))\(hint)"))
  }

  /// Until it left, said too much, took too long, or is not wanted.
  private func wait(for pid: pid_t, _ listening: inout Listening, while isWanted: () -> Bool) -> FunctionEnd {
    let begin = ContinuousClock.now
    while true {
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG) == pid { return Self.end(status) }
      listening.listen(milliseconds: 20)
      if listening.isFlooded { return .flooded(limits.answer) }
      if ContinuousClock.now - begin > .seconds(limits.seconds) {
        stop(pid, &listening)
        return .timedOut(limits.seconds)
      }
      if !isWanted() {
        stop(pid, &listening)
        return .cancelled
      }
    }
  }

  /// Asks it to end and gives it a little while.
  private func stop(_ pid: pid_t, _ listening: inout Listening) {
    kill(-pid, SIGTERM)
    let begin = ContinuousClock.now
    while ContinuousClock.now - begin < .seconds(limits.grace) {
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG) == pid { return }
      listening.listen(milliseconds: 20)
    }
  }

  private static func end(_ status: Int32) -> FunctionEnd {
    let signal = status & 0x7F
    if signal != 0 { return .signalled(signal) }
    let code = (status >> 8) & 0xFF
    return code == 0 ? .answered([]) : .exited(code, [])
  }

  /// The group first; then, as often as it takes, whatever left the group and fell to this process.
  private static func endAll(group: pid_t) {
    kill(-group, SIGKILL)
    let begin = ContinuousClock.now
    while ContinuousClock.now - begin < .seconds(10) {
      var status: Int32 = 0
      let ended = waitpid(-1, &status, WNOHANG)
      if ended > 0 { continue }
      if ended < 0, errno == ECHILD { return }
      for child in children() { kill(child, SIGKILL) }
      usleep(2000)
    }
  }

  /// Processes whose parent this one is, by /proc; where there is none, the group is all that can be known.
  private static func children() -> [pid_t] {
    let own = getpid()
    return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { name in
      // One that is gone meanwhile is none any more.
      guard let pid = pid_t(name), let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let end = stat.lastIndex(of: ")")
      else { return nil }
      let fields = stat[stat.index(after: end)...].split(separator: " ")
      return fields.count > 1 && pid_t(fields[1]) == own ? pid : nil
    }
  }
}

/// A pipe whose ends no child gets that was not given one.
private final class Channel {
  let reading: Int32
  private(set) var writing: Int32

  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  deinit {
    closeWriting()
    close(reading)
  }
}

/// Takes what comes through both pipes and never waits for either.
private struct Listening {
  let answers: Int32
  let sayings: Int32
  let log: Int32
  let limits: FunctionLimits
  var answer: [UInt8] = []
  var isFlooded = false
  private var logged = 0
  private var lost = 0

  init(answers: Int32, sayings: Int32, log: Int32, limits: FunctionLimits) {
    (self.answers, self.sayings, self.log, self.limits) = (answers, sayings, log, limits)
  }

  mutating func listen(milliseconds: Int32) {
    var watched = [
      pollfd(fd: answers, events: Int16(POLLIN), revents: 0), pollfd(fd: sayings, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&watched, 2, milliseconds) > 0 else { return }
    let hasSpoken = take()
    // Both ends closed while it still runs: the poll would answer at once for ever.
    if !hasSpoken { usleep(UInt32(milliseconds) * 1000) }
  }

  /// What is still in the pipes when nobody can write any more.
  mutating func rest() {
    while take() {}
    if lost > 0 { write("… and \(lost) bytes more\n") }
  }

  /// False where there was nothing.
  private mutating func take() -> Bool {
    let answered = Self.piece(answers)
    if answer.count + answered.count > limits.answer { isFlooded = true } else { answer += answered }
    let said = Self.piece(sayings)
    let kept = said.prefix(max(0, limits.log - logged))
    kept.withUnsafeBytes { _ = Foundation.write(log, $0.baseAddress, $0.count) }
    logged += kept.count
    lost += said.count - kept.count
    return !answered.isEmpty || !said.isEmpty
  }

  private func write(_ text: String) {
    Array(text.utf8).withUnsafeBytes { _ = Foundation.write(log, $0.baseAddress, $0.count) }
  }

  private static func piece(_ descriptor: Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
  }
}
