import Calls
import JSON

/// Jobs of AWS Glue: their runs are started, looked at and stopped.
package struct GlueService: Sendable {
  private let service: JSONService
  private let retries: Retries

  package init(_ service: JSONService, retries: Retries = Retries()) {
    (self.service, self.retries) = (service, retries)
  }

  package var region: String { service.region }

  /// What is asked of a job for one run; nil leaves a thing as the job has it.
  package struct Wanted: Sendable, Hashable {
    package let job: String
    package let arguments: [String: String]
    /// An argument whose value no other run has: by it a run is found again whose start was never answered.
    package let mark: String
    package var workerType: String?
    package var workers: Int?
    /// In minutes.
    package var timeout: Int?

    package init(_ job: String, arguments: [String: String], mark: String) {
      (self.job, self.arguments, self.mark) = (job, arguments, mark)
    }
  }

  /// A job as it is set up.
  package struct Job: Sendable, Hashable {
    /// `glueetl` is Spark.
    package let command: String?
    /// `5.0`
    package let version: String?
    package let role: String?
    package let workerType: String?
    package let workers: Int64?
    /// How many runs at a time it allows.
    package let concurrency: Int64?
  }

  package func job(_ name: String) throws(ServiceFailure) -> Job {
    let told = try service.call("GetJob", ["JobName": .string(name)], to: "look at the Glue job \(name)")["Job"]
    return Job(
      command: told?["Command"]?["Name"]?.stringValue, version: told?["GlueVersion"]?.stringValue,
      role: told?["Role"]?.stringValue, workerType: told?["WorkerType"]?.stringValue,
      workers: told?["NumberOfWorkers"]?.intValue,
      concurrency: told?["ExecutionProperty"]?["MaxConcurrentRuns"]?.intValue
    )
  }

  package func run(_ id: String, of job: String) throws(ServiceFailure) -> GlueRun {
    let purpose = "look at the run \(id) of the Glue job \(job)"
    let told = try service.call("GetJobRun", ["JobName": .string(job), "RunId": .string(id)], to: purpose)
    guard let run = told["JobRun"].flatMap({ GlueRun($0) }) else {
      throw failure(.malformed("no run"), purpose, "GetJobRun")
    }
    return run
  }

  private func failure(_ reason: ServiceFailure.Reason, _ purpose: String, _ operation: String) -> ServiceFailure {
    ServiceFailure(reason, purpose, action: "glue:\(operation)", region: region)
  }

  /// Asks a run to stop; one that is over already is no error.
  package func stop(_ id: String, of job: String) throws(ServiceFailure) {
    let purpose = "stop the run \(id) of the Glue job \(job)"
    let told = try service.call(
      "BatchStopJobRun", ["JobName": .string(job), "JobRunIds": [.string(id)]], to: purpose)
    guard let refused = told["Errors"]?.arrayValue?.first?["ErrorDetail"] else { return }
    if let run = try? run(id, of: job), run.state.isOver { return }  // Else what it said first counts.
    let error = ServiceError(
      status: 200, code: refused["ErrorCode"]?.stringValue ?? "", message: refused["ErrorMessage"]?.stringValue ?? "")
    throw failure(.refused(error), purpose, "BatchStopJobRun")
  }
}

extension GlueService {
  /// Starts a run, once: Glue knows no token by which it would tell a start that is asked for twice, so that before asking
  /// again it is looked whether the first one came through.
  ///
  /// - Returns: the run's id.
  package func start(_ wanted: Wanted) throws(ServiceFailure) -> String {
    var (attempt, isDoubtful) = (0, false)
    while true {
      attempt += 1
      do throws(ServiceFailure) { return try startOnce(wanted) } catch {
        guard error.isDoubtful || isDoubtful, attempt < retries.attempts else { throw error }
        isDoubtful = true
        retries.wait(after: attempt, asked: nil)
        if let there = try find(wanted) { return there }
        if !error.isDoubtful { throw error }
      }
    }
  }

  private func startOnce(_ wanted: Wanted) throws(ServiceFailure) -> String {
    var body: JSONObject = [
      "JobName": .string(wanted.job),
      "Arguments": .object(JSONObject(wanted.arguments.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ]
    if let type = wanted.workerType { body["WorkerType"] = .string(type) }
    if let workers = wanted.workers { body["NumberOfWorkers"] = .int(workers) }
    if let timeout = wanted.timeout { body["Timeout"] = .int(timeout) }
    let purpose = "start the Glue job \(wanted.job)"
    let told = try service.call("StartJobRun", .object(body), to: purpose, isRepeatable: false)
    guard let id = told["JobRunId"]?.stringValue, !id.isEmpty else {
      throw failure(.malformed("no id of a run"), purpose, "StartJobRun")
    }
    return id
  }

  /// A run of these very arguments.
  private func find(_ wanted: Wanted) throws(ServiceFailure) -> String? {
    guard let mark = wanted.arguments[wanted.mark] else { return nil }
    return try newest(of: wanted.job).first { $0.arguments[wanted.mark] == mark }?.run.id
  }

  /// Runs that are not over, with their arguments, among the newest.
  package func unfinished(of job: String) throws(ServiceFailure) -> [(run: GlueRun, arguments: [String: String])] {
    try newest(of: job).filter { !$0.run.state.isOver }
  }

  private func newest(of job: String) throws(ServiceFailure) -> [(run: GlueRun, arguments: [String: String])] {
    let told = try service.call(
      "GetJobRuns", ["JobName": .string(job), "MaxResults": 50], to: "look for runs of the Glue job \(job)")
    return (told["JobRuns"]?.arrayValue ?? []).compactMap { told in
      let arguments = told["Arguments"]?.objectValue?.entries ?? []
      return GlueRun(told).map { run in
        (run, Dictionary(arguments.map { ($0.key, $0.value.stringValue ?? "") }) { first, _ in first })
      }
    }
  }
}
