import Foundation
import JSON

/// One call of a function, in a folder of its own, that outlives who asked for it: a process between the two (`assay
/// function FOLDER`) holds the folder's lock, runs the function and writes its end down. Whoever is asked again after a
/// kill finds that end, or waits for it, and the function runs once.
package struct FunctionCall: Sendable {
  let folder: String

  package init(folder: String) { self.folder = folder }

  private var inputPath: String { folder + "/input.json" }
  private var requestPath: String { folder + "/call.json" }
  private var answerPath: String { folder + "/answer" }
  private var endPath: String { folder + "/end.json" }
  private var cancelPath: String { folder + "/cancelled" }
  private var lockPath: String { folder + "/lock" }
  private var logPath: String { folder + "/log" }

  /// The lines of what the function said beside its answer.
  package var log: [String] {
    // A function that never began said nothing.
    guard let bytes = FileManager.default.contents(atPath: logPath) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
  }

  // MARK: Who asks

  /// How often a supervisor that was killed is started again.
  private static let tries = 3
  /// Seconds a cancelled call has for ending by itself.
  private static let patience = 15.0

  /// Starts the call, or joins it where it was started before, and blocks until its end.
  ///
  /// - Parameter program: carries the call out as `PROGRAM function FOLDER`.
  package func perform(
    _ executable: String, in workingFolder: String, input: JSONValue, limits: FunctionLimits,
    program: String = WorkerLauncher.thisProgram, while isWanted: () -> Bool
  ) throws -> FunctionEnd {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if !FileManager.default.fileExists(atPath: requestPath) {
      try write(Array(input.text.utf8), to: inputPath)
      let request: JSONValue = [
        "executable": .string(executable), "folder": .string(workingFolder), "seconds": .double(limits.seconds),
        "answer": .int(limits.answer), "log": .int(limits.log),
      ]
      try write(Array(request.text.utf8), to: requestPath)
    }
    for _ in 0..<Self.tries {
      if let end = end() { return end }
      if let end = try supervised(by: program, while: isWanted) { return end }
    }
    return .notStarted("the process that looks after the function was ended \(Self.tries) times")
  }

  private func supervised(by program: String, while isWanted: () -> Bool) throws -> FunctionEnd? {
    let pid = try NewSession(program, ["function", folder], input: .nothing, output: .nothing, errors: .nothing).start()
    var hasEnded = false
    var cancelledAt: ContinuousClock.Instant?
    var pause: UInt32 = 2000
    defer { if !hasEnded { Reaper.wait(for: pid) } }
    while true {
      if let end = end() { return end }
      var status: Int32 = 0
      if !hasEnded, waitpid(pid, &status, WNOHANG) == pid { hasEnded = true }
      // It left because another one, from before a kill, looks after the call: then that one is waited for.
      if hasEnded, !isHeld() { return end() }
      if cancelledAt == nil, !isWanted() {
        cancelledAt = ContinuousClock.now
        try write([], to: cancelPath)
      }
      if let cancelledAt, ContinuousClock.now - cancelledAt > .seconds(Self.patience) {
        if !hasEnded { kill(pid, SIGKILL) }
        return .cancelled
      }
      usleep(pause)
      pause = min(pause * 2, 50_000)
    }
  }

  /// Whether a supervisor is at work.
  private func isHeld() -> Bool {
    let descriptor = open(lockPath, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  // MARK: Who carries it out

  /// Runs the function, unless another process does or did.
  package func carryOut() throws {
    let lock = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw CocoaError(.fileWriteUnknown) }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0, end() == nil else { return }
    guard let request = try? JSONValue(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: requestPath)))),
      let executable = request["executable"]?.stringValue
    else { return try save(.notStarted("the call cannot be read")) }  // which no reader could tell more of
    var limits = FunctionLimits(seconds: request["seconds"]?.doubleValue ?? FunctionLimits.longest)
    limits.answer = Int(clamping: request["answer"]?.intValue ?? Int64(limits.answer))
    limits.log = Int(clamping: request["log"]?.intValue ?? Int64(limits.log))
    if let folder = request["folder"]?.stringValue, chdir(folder) != 0 {
      return try save(.notStarted("cannot go to \(folder): \(String(cString: strerror(errno)))"))
    }
    // A function that asks this program something asks the one that started it.
    setenv("ASSAY_PROGRAM", WorkerLauncher.thisProgram, 1)
    let process = FunctionProcess(
      executable: executable, inputPath: inputPath, logPath: logPath, limits: limits)
    try save(process.run { access(cancelPath, F_OK) != 0 })
  }

  private func save(_ end: FunctionEnd) throws {
    let json: JSONValue
    switch end {
    case .answered(let answer):
      try write(answer, to: answerPath)
      json = ["end": "answered"]
    case .exited(let status, let answer):
      try write(answer, to: answerPath)
      json = ["end": "exited", "status": .int(status)]
    case .signalled(let signal): json = ["end": "signalled", "signal": .int(signal)]
    case .timedOut(let seconds): json = ["end": "timedOut", "seconds": .double(seconds)]
    case .flooded(let bytes): json = ["end": "flooded", "bytes": .int(bytes)]
    case .cancelled: json = ["end": "cancelled"]
    case .notStarted(let reason): json = ["end": "notStarted", "reason": .string(reason)]
    }
    try write(Array(json.text.utf8), to: endPath)
  }

  /// Nil while there is none.
  private func end() -> FunctionEnd? {
    guard let bytes = FileManager.default.contents(atPath: endPath), let json = try? JSONValue(parsing: [UInt8](bytes))
    else { return nil }  // it appears whole or not at all
    let answer = { [UInt8](FileManager.default.contents(atPath: answerPath) ?? Data()) }
    switch json["end"]?.stringValue {
    case "answered": return .answered(answer())
    case "exited": return .exited(Int32(truncatingIfNeeded: json["status"]?.intValue ?? 1), answer())
    case "signalled": return .signalled(Int32(truncatingIfNeeded: json["signal"]?.intValue ?? 9))
    case "timedOut": return .timedOut(json["seconds"]?.doubleValue ?? 0)
    case "flooded": return .flooded(Int(clamping: json["bytes"]?.intValue ?? 0))
    case "cancelled": return .cancelled
    default: return .notStarted(json["reason"]?.stringValue ?? "")
    }
  }

  /// Whole or not at all.
  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
