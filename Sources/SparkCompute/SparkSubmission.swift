import Foundation
import JSON
import Lake
import Processes
import Project
import Words

/// One run of spark-submit, in a session of its own: whoever stops the step stops all of it.
struct SparkSubmission {
  let folder: String
  let settings: ComputeSettings
  let table: TableName
  /// By name; none of their values is repeated, whatever Spark says.
  let secrets: [String: String]

  private var logPath: String { folder + "/spark.log" }
  /// Lines of Spark's log that go to the step's.
  private static let tail = 12

  /// - Returns: the names of the files it wrote.
  func run(_ plan: SparkPlan, _ reporter: any StepReporter) throws -> [String] {
    let (runner, path) = (folder + "/assay_runner.py", folder + "/plan.json")
    try write(Data(PackageResources.assay_runner_py), to: runner)
    try write(Data(plan.json.text.utf8), to: path)
    let conf = settings.conf.sorted { $0.key < $1.key }.flatMap { ["--conf", "\($0.key)=\($0.value)"] }
    let command = settings.submit + conf + [runner, path]
    var session = NewSession(
      "/usr/bin/env", command, input: .nothing, output: .log(logPath), errors: .log(logPath))
    if !secrets.isEmpty {
      let values = JSONObject(secrets.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
      session.variables["ASSAY_RUNNER_SECRETS"] = JSONValue.object(values).text
    }
    reporter.log(.info, "\(table): its query goes to Spark (\(settings.submit.joined(separator: " ")))")
    let status = try wait(for: try session.start(), SparkProgress(plan.progress, table), reporter)
    for line in logTail { reporter.log(.debug, "\(table): driver: \(line)") }
    return try outcome(plan, status, reporter)
  }

  private func write(_ data: Data, to path: String) throws(LakeError) {
    do {
      try data.write(to: URL(fileURLWithPath: path))
    } catch {
      throw LakeError(.tableFailed, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  // MARK: Waiting

  private func wait(
    for pid: pid_t, _ progress: SparkProgress, _ reporter: any StepReporter
  ) throws -> Int32 {
    var progress = progress
    while true {
      var status: Int32 = 0
      let ended = waitpid(pid, &status, WNOHANG)
      if ended == pid {
        // What the leader left behind goes with it.
        kill(-pid, SIGKILL)
        progress.tell(reporter, isLast: true)
        return status
      }
      if ended < 0, errno != EINTR { return -1 }
      if reporter.isStopped {
        end(pid)
        throw LakeError(.stopped, "the run was stopped")
      }
      progress.tell(reporter)
      usleep(50_000)
    }
  }

  /// Asks it to end, and ends it after five seconds.
  private func end(_ pid: pid_t) {
    kill(-pid, SIGTERM)
    var status: Int32 = 0
    let begin = ContinuousClock.now
    while ContinuousClock.now - begin < .seconds(5) {
      if waitpid(pid, &status, WNOHANG) != 0 { break }
      usleep(50_000)
    }
    kill(-pid, SIGKILL)
    waitpid(pid, &status, 0)
  }

  // MARK: What became of it

  private func outcome(_ plan: SparkPlan, _ status: Int32, _ reporter: any StepReporter) throws -> [String] {
    guard let data = FileManager.default.contents(atPath: plan.result),
      let told = try? JSONValue(parsing: String(decoding: data, as: UTF8.self))  // half a file is no answer
    else { throw LakeError(.tableFailed, silence(status)) }
    if let error = told["error"]?.stringValue {
      throw LakeError(.tableFailed, "\(table): Spark could not evaluate its query: \(bare(error))")
    }
    guard status == 0 else { throw LakeError(.tableFailed, silence(status)) }
    let files = told["files"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let version = told["spark"]?.stringValue ?? ""
    let seconds = told["seconds"].map { $0.text } ?? "?"
    reporter.log(
      .info,
      "\(table): Spark \(version) evaluated it in \(seconds) s, \(files.count) files (\(told["application"]?.stringValue ?? ""))"
    )
    return files
  }

  private func silence(_ status: Int32) -> String {
    let signal = status & 0x7F
    let how =
      signal != 0
      ? "was ended by signal \(signal)" : "ended with exit code \((status >> 8) & 0xFF) and told nothing"
    let last = logTail.map { "\n  " + $0 }.joined()
    let command = settings.submit.joined(separator: " ")
    return "\(table): \(command) \(how)\(last.isEmpty ? "" : "; its last words:" + last)"
  }

  private var logTail: [String] {
    guard let file = FileHandle(forReadingAtPath: logPath), let size = try? file.seekToEnd() else { return [] }
    // A log that cannot be read says nothing.
    _ = try? file.seek(toOffset: size > 16_384 ? size - 16_384 : 0)
    let text = String(decoding: (try? file.readToEnd()) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").suffix(Self.tail).map { bare(String($0)) }
  }

  /// Spark quotes values that do not fit.
  private func bare(_ text: String) -> String {
    secrets.values.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
      .reduce(text) { $0.replacing($1, with: "…") }
  }
}
