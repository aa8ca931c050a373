import Foundation
import JSON
import Metrics
import Words

// What is asked most, without the arguments that then say nothing. Each goes to a requirement of another arity.

extension StepLog {
  package func stepHistory(
    of name: String, status: StepStatus?, before: Int64?, limit: Int
  ) throws(JournalError) -> [StepRecord] {
    try stepHistory(of: name, status: status, after: nil, before: before, limit: limit)
  }
}

extension ExecutionLog {
  @discardableResult
  package func finishExecution(
    _ id: ExecutionID, as status: ExecutionStatus, cause: String
  ) throws(JournalError) -> Bool {
    try finishExecution(id, as: status, error: nil, cause: cause)
  }

  package func latestExecution() throws(JournalError) -> ExecutionRecord? { try latestExecution(ExecutionFilter()) }

  @discardableResult
  package func markLost(
    heartbeatTimeout: TimeInterval, sign: (ExecutionRecord) -> WorkerSign
  ) throws(JournalError) -> [ExecutionRecord] {
    try markLost(now: nil, heartbeatTimeout: heartbeatTimeout, sign: sign)
  }

  package func lost(
    heartbeatTimeout: TimeInterval, sign: (ExecutionRecord) -> WorkerSign
  ) throws(JournalError) -> [ExecutionID: String] {
    try lost(now: nil, heartbeatTimeout: heartbeatTimeout, sign: sign)
  }
}

extension StepLog {
  @discardableResult
  package func startStep(_ name: String, in execution: ExecutionID) throws(JournalError) -> Bool {
    try startStep(name, in: execution, versionBefore: nil)
  }

  package func finishStep(
    _ name: String, in execution: ExecutionID, as status: StepStatus, message: String
  ) throws(JournalError) {
    try finishStep(
      name, in: execution, as: status, counts: RowCounts(), message: message, error: nil, cause: nil, details: [:])
  }

  package func stepHistory(of name: String, status: StepStatus?, limit: Int) throws(JournalError) -> [StepRecord] {
    try stepHistory(of: name, status: status, before: nil, limit: limit)
  }
}

extension ManifestStore {
  package func storedFiles(of source: String) throws(JournalError) -> [StoredFile] {
    try storedFiles(of: source, newest: nil)
  }

  /// The loaded file of that name.
  package func manifest(source: String, name: String) throws(JournalError) -> ManifestRecord? {
    try manifest(source: source, name: name, status: .loaded)
  }

  package func manifests(of source: String, limit: Int) throws(JournalError) -> [ManifestRecord] {
    try manifests(of: source, after: 0, through: .max, limit: limit)
  }

  package func eachManifest(of source: String, _ body: (ManifestRecord) throws -> Void) throws {
    try eachManifest(of: source, after: 0, through: .max, body)
  }

  package func latestManifests(of source: String?, limit: Int) throws(JournalError) -> [ManifestRecord] {
    try latestManifests(of: source, before: nil, limit: limit)
  }

  @discardableResult
  package func recordManifest(_ new: NewManifest) throws(JournalError) -> ManifestOutcome {
    try recordManifest(new, at: nil, drift: [])
  }
}

extension ManifestStore {
  package func schemaDrift(of source: String?, limit: Int) throws(JournalError) -> [SchemaDriftRecord] {
    try schemaDrift(of: source, before: nil, limit: limit)
  }
}

extension BookmarkStore {
  package func setBookmark(of table: String, to value: JSONObject, by actor: String) throws(JournalError) {
    try setBookmark(of: table, to: value, batch: nil, by: actor)
  }
}

extension VerdictStore {
  package func scoreHistory(of table: String, limit: Int) throws(JournalError) -> [ScorePoint] {
    try scoreHistory(of: table, before: nil, limit: limit)
  }
}

extension MetricStore {
  /// Every stream there is, in the order they first appeared.
  package func allMetricStreams() throws(JournalError) -> [MetricStream] {
    var found: [MetricStream] = []
    while true {
      let page = try metricStreams(namespace: nil, after: found.last?.id ?? 0)
      found += page
      if page.isEmpty { return found }
    }
  }

  package func metricStreams(
    namespace: String?, name: String? = nil, after: Int64 = 0
  ) throws(JournalError) -> [MetricStream] {
    try metricStreams(namespace: namespace, name: name, dimension: nil, after: after, limit: 1000)
  }

  /// At most the 10,000 newest.
  package func samples(
    of metric: MetricName, unit: MetricUnit, from: Date, until: Date
  ) throws(JournalError) -> [Sample] {
    try samples(of: metric, unit: unit, from: from, until: until, limit: 10_000)
  }

  /// At most the 10,000 newest.
  package func samples(of stream: MetricStream, from: Date, until: Date) throws(JournalError) -> [Sample] {
    try samples(of: stream, from: from, until: until, limit: 10_000)
  }
}

extension AlarmStore {
  package func alarmHistory(
    of name: String? = nil, kind: AlarmEventKind? = nil, limit: Int = 100
  ) throws(JournalError) -> [AlarmEvent] {
    try alarmHistory(of: name, kind: kind, before: nil, limit: limit)
  }
}

extension ScheduleStore {
  package func decide(
    _ seen: ScheduleState, until: Date, _ fires: [NewFire]
  ) throws(JournalError) -> Bool {
    try decide(seen, until: until, fires, note: nil)
  }

  @discardableResult
  package func skipFire(_ sequence: Int64, _ note: String) throws(JournalError) -> Bool {
    try skipFire(sequence, as: .skipped, note)
  }

  package func fires(of schedule: String?, limit: Int) throws(JournalError) -> [ScheduleFire] {
    try fires(of: schedule, before: nil, limit: limit)
  }
}
