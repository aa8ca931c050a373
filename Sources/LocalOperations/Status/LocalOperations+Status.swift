import Clocks
import Deliveries
import Foundation
import JSON
import Lake
import Ledger
import Metrics
import Operations
import Project
import Runs
import Tables
import Words

extension LocalOperations: StatusReading {
  /// Taken from the journal, and from what is there in the lake by name: no data file is opened, and a table's log only where
  /// another writer moved it, so that it can be asked for every second.
  package func status(asOf: Date?) throws -> StatusReport {
    try translated {
      try refusePast(asOf, "freshness is judged by the bookmarks and the lake as they stand")
      let lost = try LostExecutions(journal)
      let reading = try StatusSources(self, lost)
      let tables = reading.tables()
      let layers = [Layer.bronze, .silver, .gold].map { layer in
        LayerStatus(name: layer.rawValue, tables: tables.filter { $0.layer == layer.rawValue })
      }
      var report = StatusReport(identity: identity, at: reading.now, layers: layers)
      report.running = try summaries(lost.page(.init(status: .running), limit: 50, of: journal))
      report.lastExecution = try journal.latestExecution().map { try summary(lost.shown($0)) }
      report.lastFailed = try lost.page(.init(status: .failed), limit: 1, of: journal).first.map { try summary($0) }
      report.leftOver = Dictionary(
        LeftOverTables(local.workspace).entries().map { ($0.table.description, $0.advice) }
      ) { first, _ in first }
      report.recentCounts = try recentCounts(since: reading.now.addingTimeInterval(-86_400), lost)
      report.alarms = try alarms(at: reading.now)
      report.nextRun = try nextRun(at: reading.now)
      return report
    }
  }

  /// What no scheduler will start is not promised.
  private func nextRun(at moment: Date) throws -> NextRun? {
    guard !project.schedules.isEmpty else { return nil }
    let report = try schedules(at: moment)
    guard report.scheduler.state == .running, let next = report.next else { return nil }
    return NextRun(schedule: next.schedule, at: next.at)
  }

  private func recentCounts(since: Date, _ lost: LostExecutions) throws -> [String: Int] {
    var counts = try journal.executionCounts(since: since)
    let gone = try lost.page(.init(status: .failed, since: since), limit: 1000, of: journal).count {
      lost.contains($0.id)
    }
    if gone > 0 {
      counts[.running] = counts[.running].flatMap { $0 > gone ? $0 - gone : nil }
      counts[.failed, default: 0] += gone
    }
    return Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
  }
}

/// Everything the status of a table is made from, read once.
private struct StatusSources {
  let now: Date
  private let project: ProjectDefinition
  private let workspace: Workspace
  private let newest: [String: StepRecord]
  private let successes: [String: StepRecord]
  private let qualities: [String: QualityRecord]
  private let totals: [String: ManifestTotals]
  /// Rows in the quarantines of tables whose newest step did not succeed.
  private let quarantined: [String: Int64]
  /// Tables that were built, read or judged by something else than what stands now, with what mends it.
  private let outdated: [String: String]
  /// The days whose file was missing in a source's newest run.
  private let missedDays: [String: CalendarDay]
  /// What the lake says against the journal.
  private let troubles: [String: LakeCondition.Trouble]

  init(_ operations: LocalOperations, _ lost: LostExecutions) throws {
    let journal = operations.journal
    project = operations.project
    workspace = operations.local.workspace
    now = operations.local.clock.now()
    newest = try journal.latestSteps().mapValues(lost.shown)
    successes = try journal.latestSuccesses()
    qualities = try journal.latestQualities()
    quarantined = try newest.filter { $0.value.status != .succeeded }.compactMapValues { [successes] step in
      try journal.quarantinedRows(after: step, since: successes[step.name])
    }
    troubles = try Self.troubles(operations, built: Set(successes.keys))
    outdated = try Self.outdated(operations)
    missedDays = try newest.filter { $0.value.error == .sourceMissing }
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
    if let rows = quarantined[name] { status.rejectedRows = rows }
    if let totals = totals[name] { fill(&status, from: totals) }
    status.score = qualities[name]?.quality.score
    let policy = project.freshness[table]
    status.warnAfterSeconds = policy?.warnAfter.map { Int64($0.seconds) }
    status.errorAfterSeconds = policy?.errorAfter.map { Int64($0.seconds) }
    if policy != nil { status.eventAgeSeconds = status.newestEvent.map { Int64(now.timeIntervalSince($0)) } }
    status.isLeftOut = [.skipped, .stopped].contains(newest[name]?.status)
    let column = project.source(of: table)?.eventTime ?? project.model(table)?.settings.eventTime
    let events = EventTimes(details: successes[name]?.details ?? .null)
    if let column, policy != nil { status.warnings += events.doubts(column, now: now) }
    let unknown = policy == nil ? nil : column.flatMap { unknownEvent($0, status, events) }
    (status.state, status.reason) = judge(status, policy, newest[name], unknownEvent: unknown)
    if status.state == .ok { judgeOthers(&status, table) }
    return status
  }

  /// What other writers did since the newest build, and what they did before that is still in the table.
  private func judgeOthers(_ status: inout TableStatus, _ table: TableName) {
    guard totals[status.name] == nil, let version = successes[status.name]?.versionAfter else { return }
    var others = OtherWriters(json: successes[status.name]?.details["otherWriters"])
    do {
      switch try workspace.heads.move(of: workspace.tablePath(table), since: version, clock: workspace.clock) {
      case .moved(let head):
        (status.version, status.rows, others) = (head.version, head.rows, head.others)
      case .gone:
        status.state = .late
        status.reason = "version \(version) is not in its log any more; write it anew: \(command(table))"
      case nil: break
      }
    } catch {
      (status.state, status.reason) = (.late, "\(error)")
    }
    if let others { (status.state, status.reason) = (.late, others.advice(status.name)) }
  }

  private func command(_ table: TableName) -> String { "assay run --table \(table) --full-refresh" }

  private func fill(_ status: inout TableStatus, from success: StepRecord?) {
    guard let success else { return }
    status.lastLoadedAt = success.endedAt
    status.ageSeconds = success.endedAt.map { Int64(now.timeIntervalSince($0)) }
    let events = EventTimes(details: success.details)
    // What was in the future when it came in may have happened since.
    let passed = [events.newest, events.future].compactMap { $0 }.filter { $0 <= now }
    status.newestEvent = passed.max()
    status.futureEvent = events.future.flatMap { $0 > now ? $0 : nil }
    status.warnings = (success.details["warnings"]?.arrayValue ?? []).compactMap(\.stringValue)
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
    _ status: TableStatus, _ policy: FreshnessPolicy?, _ step: StepRecord?, unknownEvent: String?
  ) -> (HealthState, String) {
    if step?.status == .running { return (.running, "a build is running") }
    if let step, step.status == .failed {
      return (.failed, arrived(step) ?? step.cause ?? step.error?.rawValue ?? "its newest build failed")
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
    if status.lastLoadedAt == nil { return (.unknown, status.warnings.first ?? "never built") }
    if let unknownEvent { return (.unknown, unknownEvent) }
    let warnings = [outdated[status.name]].compactMap(\.self) + status.warnings
    return warnings.isEmpty ? (.ok, "") : (.warn, warnings.joined(separator: "; "))
  }

  private static func outdated(_ operations: LocalOperations) throws -> [String: String] {
    let (project, journal) = (operations.project, operations.journal)
    let bookmarks = Dictionary(try journal.bookmarks().map { ($0.table, $0) }) { first, _ in first }
    let rereads = Dictionary(
      try project.sources.map { ($0.table.description, try journal.rereads(of: $0.name)) }
    ) { first, _ in first }
    var outdated: [String: String] = [:]
    for model in project.models {
      let name = model.table.description
      outdated[name] = BuiltBy.trouble(model.table, bookmarks[name], in: project, rereads: rereads)
    }
    for source in project.sources {
      outdated[source.table.description] = try SourceReadings.trouble(source, journal: journal)
    }
    return outdated
  }

  /// Why nobody can tell how new the newest event is; nil where it is known.
  private func unknownEvent(_ column: String, _ status: TableStatus, _ events: EventTimes) -> String? {
    guard status.lastLoadedAt != nil, status.rows != 0 else { return nil }
    if events.isUnknown { return "no value of \(column) in what came last can be read as a moment" }
    guard status.newestEvent == nil else { return nil }
    if status.futureEvent != nil { return "all its events are in the future, by \(column)" }
    return events.column == column ? "no row has a value of \(column)" : "\(column) was not looked at yet; run it"
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
