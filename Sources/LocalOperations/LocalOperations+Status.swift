import Clocks
import Foundation
import JSON
import Journal
import Lake
import Metrics
import ModelSQL
import Operations
import Project
import Runs

extension LocalOperations {
  /// Taken from the journal, and from what is there in the lake by name: no data file and no table log is opened, so that it
  /// can be asked for every second.
  package func status() throws -> StatusReport {
    try translated {
      try ExecutionStarter.endLost(journal)
      let reading = try StatusReading(self)
      let tables = reading.tables()
      let layers = [Layer.bronze, .silver, .gold].map { layer in
        LayerStatus(name: layer.rawValue, tables: tables.filter { $0.layer == layer.rawValue })
      }
      var report = StatusReport(identity: identity, at: reading.now, layers: layers)
      report.running = try summaries(journal.executions(.init(status: .running), limit: 50))
      report.lastExecution = try journal.latestExecution().map { try summary($0) }
      report.lastFailed = try journal.latestExecution(.init(status: .failed)).map { try summary($0) }
      report.recentCounts = try recentCounts(since: reading.now.addingTimeInterval(-86_400))
      return report
    }
  }

  private func recentCounts(since: Date) throws -> [String: Int] {
    let counts = try journal.executionCounts(since: since)
    return Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
  }
}

/// Everything the status of a table is made from, read once.
private struct StatusReading {
  let now: Date
  private let project: ProjectDefinition
  private let newest: [String: StepRecord]
  private let successes: [String: StepRecord]
  private let qualities: [String: QualityRecord]
  private let totals: [String: ManifestTotals]
  /// The days whose file was missing in a source's newest run.
  private let missedDays: [String: CalendarDay]
  /// What the lake says against the journal.
  private let troubles: [String: LakeCondition.Trouble]

  init(_ operations: LocalOperations) throws {
    let journal = operations.journal
    project = operations.project
    now = operations.local.clock.now()
    newest = try journal.latestSteps()
    successes = try journal.latestSuccesses()
    qualities = try journal.latestQualities()
    troubles = try Self.troubles(operations, built: Set(successes.keys))
    missedDays = try newest.filter { $0.value.error == "Assay.SourceMissing" }
      .compactMapValues { try journal.execution($0.execution)?.runDate }
    totals = Dictionary(
      try project.sources.map { ($0.table.description, try journal.manifestTotals(of: $0.name)) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func troubles(
    _ operations: LocalOperations, built: Set<String>
  ) throws -> [String: LakeCondition.Trouble] {
    let condition = LakeCondition(operations.local.workspace, operations.journal)
    let found = try operations.project.tables.map { table in
      (table.description, try condition.trouble(of: table, isBuilt: built.contains(table.description)))
    }
    return Dictionary(found.compactMap { name, trouble in trouble.map { (name, $0) } }) { first, _ in first }
  }

  /// Every table, Bronze first. A table that is well by itself is late when what it is made from is not well: a build that
  /// found nothing new says nothing about rows that never came.
  func tables() -> [TableStatus] {
    let own = project.tables.sorted().map(table)
    let ill = Dictionary(
      own.filter { [.late, .overdue, .failed].contains($0.state) }.map { ($0.name, $0.state) },
      uniquingKeysWith: { first, _ in first })
    return own.map { status in
      guard status.state == .ok, let cause = upstream(of: status.name).first(where: { ill[$0] != nil }) else {
        return status
      }
      var late = status
      late.state = .late
      late.reason = "made from \(cause), which is \(ill[cause]?.rawValue ?? "late")"
      return late
    }
  }

  /// The tables a table is made from, all the way, nearest first, as its newest run knew them.
  private func upstream(of name: String) -> [String] {
    var found: [String] = []
    var next = newest[name]?.dependsOn ?? []
    while !next.isEmpty {
      let new = next.filter { !found.contains($0) }
      found += new
      next = new.flatMap { newest[$0]?.dependsOn ?? [] }
    }
    return found
  }

  private func table(_ table: TableName) -> TableStatus {
    let name = table.description
    var status = TableStatus(name: name, layer: table.layer.rawValue, state: .unknown)
    fill(&status, from: successes[name])
    if let totals = totals[name] { fill(&status, from: totals) }
    status.score = qualities[name]?.quality.score
    let policy = project.freshness[table]
    status.warnAfterSeconds = policy?.warnAfter.map { Int64($0.seconds) }
    status.errorAfterSeconds = policy?.errorAfter.map { Int64($0.seconds) }
    if policy != nil { status.eventAgeSeconds = status.newestEvent.map { Int64(now.timeIntervalSince($0)) } }
    status.isLeftOut = [.skipped, .stopped].contains(newest[name]?.status)
    (status.state, status.reason) = judge(status, policy, newest[name])
    return status
  }

  private func fill(_ status: inout TableStatus, from success: StepRecord?) {
    guard let success else { return }
    status.lastLoadedAt = success.endedAt
    status.ageSeconds = success.endedAt.map { Int64(now.timeIntervalSince($0)) }
    status.newestEvent = success.details["newestEvent"]?.stringValue.flatMap(Timestamp.parse)
    status.rows = success.details["rows"]?.intValue
    status.bytes = success.details["bytes"]?.intValue
    status.rejectedRows = success.details["quarantinedRows"]?.intValue
    status.version = success.versionAfter
    status.lastCounts = RowFlow(success.counts)
    status.lastExecution = success.execution.rawValue
  }

  /// A source's age is that of its newest file, not of the newest look for one.
  private func fill(_ status: inout TableStatus, from totals: ManifestTotals) {
    status.lastLoadedAt = totals.newestLoad
    status.ageSeconds = totals.newestLoad.map { Int64(now.timeIntervalSince($0)) }
    guard totals.files > 0 else { return }
    status.rows = totals.records - totals.rejected
    status.bytes = totals.size
    status.rejectedRows = totals.rejected
    status.version = totals.lastSequence
  }

  private func judge(
    _ status: TableStatus, _ policy: FreshnessPolicy?, _ step: StepRecord?
  ) -> (HealthState, String) {
    if step?.status == .running { return (.running, "a build is running") }
    if let step, step.status == .failed {
      return (.failed, arrived(step) ?? step.cause ?? step.error ?? "its newest build failed")
    }
    if case .gone(let sentence)? = troubles[status.name] { return (.failed, sentence) }
    let verdicts = policy.map { self.verdicts(status, $0) } ?? []
    let error = verdicts.first { $0.verdict.state == .error }
    if step?.status == .skipped || step?.status == .stopped {
      // Why it did not run is the first cause, at any hour; its age only follows from that.
      return (error == nil ? .late : .overdue, step?.message ?? "its newest build did not run")
    }
    if let error { return (.overdue, error.sentence) }
    if let warning = verdicts.first(where: { $0.verdict.state == .warn }) { return (.late, warning.sentence) }
    if let trouble = troubles[status.name] { return (.late, trouble.sentence) }
    return status.lastLoadedAt == nil ? (.unknown, "never built") : (.ok, "")
  }

  /// The file that a source failed without may have come since.
  private func arrived(_ step: StepRecord) -> String? {
    guard let day = missedDays[step.name],
      let source = project.sources.first(where: { $0.table.description == step.name }),
      let path = source.expectedPath(for: day), FileManager.default.fileExists(atPath: path)
    else { return nil }
    return "its file is there now; a rerun takes it in"
  }

  /// What a policy says, and of what: the newest load or the newest event.
  private struct Judgement {
    let subject: String
    let verdict: FreshnessVerdict

    var sentence: String { verdict.ageSeconds == nil ? verdict.reason : "\(subject) is \(verdict.reason)" }
  }

  /// The load's age and the newest event's age are both held against the policy.
  private func verdicts(_ status: TableStatus, _ policy: FreshnessPolicy) -> [Judgement] {
    let isBuilt = status.lastLoadedAt != nil
    // A table without rows has no newest one, whenever it was built.
    let newest = status.rows == 0 ? nil : status.lastLoadedAt
    let load = Freshness.judge(newest: newest, built: isBuilt, policy: policy, now: now)
    let event = status.newestEvent.map { Freshness.judge(newest: $0, built: true, policy: policy, now: now) }
    return [Judgement(subject: "newest load", verdict: load)]
      + (event.map { [Judgement(subject: "newest event", verdict: $0)] } ?? [])
  }
}
