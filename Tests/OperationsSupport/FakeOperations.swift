import Clocks
import Foundation
import JSON
import Operations
import Rows
import Synchronization
import Words

/// Operations that answer from values, note what was asked, and fail where a test says so.
package final class FakeOperations:
  EnvironmentOperations, StatusReading, RunOperations, QualityReading, GoldReading
{
  package struct World: Sendable {
    package var token: Int64 = 1
    package var status: StatusReport
    package var executions: [ExecutionSummary] = []
    package var details: [String: ExecutionDetail] = [:]
    package var logs: [LogLine] = []
    package var maps: [String: StateMap] = [:]
    package var events: [String: [HistoryEntry]] = [:]
    package var usualTimes = UsualTimes()
    package var quality: [TableQuality] = []
    package var qualityDetails: [String: QualityDetail] = [:]
    package var dashboards: [DashboardSummary] = []
    package var reports: [GoldReport] = []
    package var plan: RunPlan
    /// What calls throw, by the call's name.
    package var failures: [String: OperationsError] = [:]
    package var asked: [String] = []
    package var started: [RunRequest] = []
    package var stopped: [String] = []
    package var redriven: [String] = []
    package var again: [JSONValue] = []
    package var marked: [String] = []
    package var alarms: [AlarmStatus]?
    package var schedules: SchedulesReport?
    package var alarmPage: (@Sendable (AlarmPageRequest) -> AlarmPage)?
    package var metrics: [MetricSummary]?
    package var metricChart: (@Sendable (MetricChartRequest) -> MetricChart)?
    package var askedCharts: [MetricChartRequest] = []
    package var metricDashboard: (@Sendable (MetricDashboardRequest) throws -> MetricDashboardPage)?
    package var askedDashboards: [MetricDashboardRequest] = []
    package var causes: CauseReport?
    package var handOver: HandOver?
    package var backfills: [BackfillSummary] = []
    package var coverage: [CoverageDay] = []
    package var backfilled: [[CalendarDay]] = []
    package var askedCauses: [CauseSubject] = []
    package var tables: [TableDetail]?
    package var histories: [String: TableHistory] = [:]
    package var rows: [RowsQuestion: ResultTable] = [:]
    package var bookmarks: [BookmarkSummary]?
    package var sources: [SourceSummary]?
    package var problems: [Problem]?
    package var findings: [Finding] = []
    /// What was said of alarms, schedules, bookmarks and sources.
    package var said: [String] = []
    /// What happens when a run starts.
    package var onStart: @Sendable (inout World, RunRequest) -> String = { _, _ in "started" }

    package init(status: StatusReport, plan: RunPlan) { (self.status, self.plan) = (status, plan) }
  }

  package let identity: EnvironmentIdentity
  private let world: Mutex<World>

  package init(_ world: World) {
    identity = world.status.identity
    self.world = Mutex(world)
  }

  /// Changes the world as another process would: the token moves.
  package func change(_ body: (inout World) -> Void) {
    world.withLock { world in
      body(&world)
      world.token += 1
    }
  }

  /// Changes it without a sign.
  package func set(_ body: (inout World) -> Void) { world.withLock { body(&$0) } }
  package func read<Value: Sendable>(_ body: (World) -> Value) -> Value { world.withLock { body($0) } }
  package func count(of call: String) -> Int { read { $0.asked.count { $0 == call } } }

  func answer<Value: Sendable>(_ call: String, _ body: (inout World) throws -> Value) throws -> Value {
    try world.withLock { world in
      world.asked.append(call)
      if let failure = world.failures[call] { throw failure }
      return try body(&world)
    }
  }

  package func now() -> Date { read(\.status.at) }

  package func changeToken() throws -> Int64 { try answer("changeToken") { $0.token } }
  package func status(asOf: Date?) throws -> StatusReport {
    try refusePast(asOf)
    return try answer("status") { $0.status }
  }

  /// Its values have no past but for executions, which say themselves when they were.
  func refusePast(_ asOf: Date?) throws {
    guard let asOf, asOf < read({ $0.status.at }) else { return }
    throw OperationsError.notAvailable(asOf: asOf, "the fixture has no past")
  }

  package func executions(_ query: ExecutionQuery, asOf: Date?) throws -> [ExecutionSummary] {
    try answer("executions") { world in
      let known = world.executions.compactMap { $0.known(at: asOf) }
      let wanted = known.filter { query.status == nil || $0.status == query.status }
      let start = query.before.map { before in (wanted.firstIndex { $0.id == before } ?? -1) + 1 } ?? 0
      return Array(wanted.dropFirst(start).prefix(query.limit))
    }
  }

  package func map(of execution: String, asOf: Date?) throws -> StateMap {
    let detail = try self.execution(execution, asOf: asOf)
    return read { $0.maps[execution] } ?? StateMap(tables: detail.steps)
  }

  package func history(_ query: HistoryQuery, asOf: Date?) throws -> [HistoryEntry] {
    _ = try execution(query.execution, asOf: asOf)
    let all = read { $0.events[query.execution] } ?? []
    return Array(all.filter { $0.id > query.after && $0.at <= asOf ?? .distantFuture }.prefix(query.limit))
  }

  package func usualTimes(of execution: String, asOf: Date?) throws -> UsualTimes {
    _ = try self.execution(execution, asOf: asOf)
    return read(\.usualTimes)
  }

  package func rerunRequest(of execution: String, input: JSONValue) throws -> RunRequest {
    var request = try rerunRequest(of: execution)
    guard let tables = input["tables"]?.arrayValue else { throw OperationsError.invalid("tables is a list of names") }
    request.tables = tables.compactMap(\.stringValue)
    return request
  }

  package func startAgain(_ execution: String, input: JSONValue) throws -> String {
    change { $0.again.append(input) }
    return "again-1"
  }

  package func mark(execution: String, reason: String) throws { change { $0.marked.append(execution) } }

  package func execution(_ id: String, asOf: Date?) throws -> ExecutionDetail {
    try answer("execution") { world in
      guard let detail = world.details[id]?.known(at: asOf) else {
        throw OperationsError.notFound("there is no execution \(id)")
      }
      return detail
    }
  }

  package func logs(_ query: LogQuery, asOf: Date?) throws -> [LogLine] {
    return try answer("logs") { world in
      guard world.details[query.execution] != nil else { return [] }
      return Array(
        world.logs.filter { line in
          line.id > query.afterID && line.at <= asOf ?? .distantFuture && (query.step == nil || line.step == query.step)
            && line.level >= query.level ?? .trace
        }.prefix(query.limit))
    }
  }

  package func quality(asOf: Date?) throws -> [TableQuality] {
    try refusePast(asOf)
    return try answer("quality") { $0.quality }
  }

  package func quality(table: String, rowLimit: Int, asOf: Date?) throws -> QualityDetail {
    try refusePast(asOf)
    return try answer("quality.table") { world in
      guard let detail = world.qualityDetails[table] else {
        throw OperationsError.notFound("there is no table \(table)")
      }
      return detail
    }
  }

  package func dashboards(asOf: Date?) throws -> [DashboardSummary] {
    try refusePast(asOf)
    return try answer("dashboards") { $0.dashboards }
  }

  package func report(dashboard: String?, range: DayRange?, asOf: Date?) throws -> GoldReport {
    try refusePast(asOf)
    return try answer("report") { world in
      let found = world.reports.first { dashboard == nil || $0.dashboard.name == dashboard }
      guard var report = found else { throw OperationsError.notFound("the project has no dashboard") }
      if let range { report.range = range }
      return report
    }
  }

  package func report(dashboard: String?, at edge: ExecutionEdge, of execution: String) throws -> GoldReport {
    try report(dashboard: dashboard, range: nil, asOf: nil)
  }

  package func plan(_ request: RunRequest) throws -> RunPlan {
    try answer("plan") { world in
      var plan = world.plan
      plan.request = request
      return plan
    }
  }

  package func start(_ request: RunRequest) throws -> String {
    try answer("start") { world in
      world.started.append(request)
      world.token += 1
      let start = world.onStart
      return start(&world, request)
    }
  }

  package func rerunRequest(of execution: String) throws -> RunRequest {
    try answer("rerunRequest") { world in
      RunRequest(runDate: world.details[execution]?.summary.runDate, trigger: .rerun, rerunOf: execution)
    }
  }

  package func redrivePlan(of execution: String) throws -> RunPlan {
    try answer("redrivePlan") { world in
      var plan = world.plan
      plan.request = RunRequest(tables: ["gold.fact_sales"], rerunOf: execution)
      return plan
    }
  }

  package func redrive(execution: String) throws {
    try answer("redrive") { $0.redriven.append(execution) }
  }

  package func start(_ request: WorkflowRequest) throws -> String {
    try answer("start workflow") { $0.said.append("start \(request.workflow)") }
    return request.name ?? "started"
  }

  package func workerEnded(of execution: String, status: Int32) throws {
    try answer("worker ended") { $0.said.append("\(execution) lost its worker: \(status)") }
  }

  package func tables(named names: [String]) throws -> [String] {
    let known = read { $0.plan.steps.map(\.name) }
    return try names.map { name in
      guard let found = known.first(where: { $0 == name || $0.hasSuffix("." + name) }) else {
        throw OperationsError.notFound("there is no table \(name)")
      }
      return found
    }
  }

  package func stop(execution: String) throws {
    try answer("stop") { $0.stopped.append(execution) }
  }
}

extension ExecutionSummary {
  /// As it stood at a moment; nil where it had not begun.
  fileprivate func known(at moment: Date?) -> ExecutionSummary? {
    guard let moment else { return self }
    guard startedAt <= moment else { return nil }
    guard let endedAt, endedAt > moment else { return self }
    var then = self
    (then.status, then.endedAt, then.error, then.cause, then.repairedBy) = (.running, nil, nil, nil, nil)
    return then
  }
}

extension ExecutionDetail {
  fileprivate func known(at moment: Date?) -> ExecutionDetail? {
    guard let summary = summary.known(at: moment) else { return nil }
    let ended = steps.filter { $0.endedAt ?? .distantFuture <= moment ?? .distantFuture }
    var detail = ExecutionDetail(summary: summary, steps: moment == nil ? steps : ended)
    detail.input = input
    return detail
  }
}
