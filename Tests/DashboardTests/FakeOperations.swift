import Clocks
import Foundation
import Operations
import Synchronization

/// Operations that answer from values, note what was asked, and fail where a test says so.
final class FakeOperations: EnvironmentOperations {
  struct World: Sendable {
    var token: Int64 = 1
    var status: StatusReport
    var executions: [ExecutionSummary] = []
    var details: [String: ExecutionDetail] = [:]
    var logs: [LogLine] = []
    var quality: [TableQuality] = []
    var qualityDetails: [String: QualityDetail] = [:]
    var dashboards: [DashboardSummary] = []
    var reports: [GoldReport] = []
    var plan: RunPlan
    /// What calls throw, by the call's name.
    var failures: [String: OperationsError] = [:]
    var asked: [String] = []
    var started: [RunRequest] = []
    var stopped: [String] = []
    var alarms: [AlarmStatus]?
    var schedules: SchedulesReport?
    var alarmPage: (@Sendable (AlarmPageRequest) -> AlarmPage)?
    var metrics: [MetricSummary]?
    var metricChart: (@Sendable (MetricChartRequest) -> MetricChart)?
    var askedCharts: [MetricChartRequest] = []
    /// What was said of alarms and schedules.
    var said: [String] = []
    /// What happens when a run starts.
    var onStart: @Sendable (inout World, RunRequest) -> String = { _, _ in "started" }
  }

  let identity: EnvironmentIdentity
  private let world: Mutex<World>

  init(_ world: World) {
    identity = world.status.identity
    self.world = Mutex(world)
  }

  /// Changes the world as another process would: the token moves.
  func change(_ body: (inout World) -> Void) {
    world.withLock { world in
      body(&world)
      world.token += 1
    }
  }

  /// Changes it without a sign.
  func set(_ body: (inout World) -> Void) { world.withLock { body(&$0) } }
  func read<Value: Sendable>(_ body: (World) -> Value) -> Value { world.withLock { body($0) } }
  func count(of call: String) -> Int { read { $0.asked.count { $0 == call } } }

  private func answer<Value: Sendable>(_ call: String, _ body: (inout World) throws -> Value) throws -> Value {
    try world.withLock { world in
      world.asked.append(call)
      if let failure = world.failures[call] { throw failure }
      return try body(&world)
    }
  }

  func changeToken() throws -> Int64 { try answer("changeToken") { $0.token } }
  func status() throws -> StatusReport { try answer("status") { $0.status } }

  func executions(_ query: ExecutionQuery) throws -> [ExecutionSummary] {
    try answer("executions") { world in
      let wanted = world.executions.filter { query.status == nil || $0.status == query.status }
      let start = query.before.map { before in (wanted.firstIndex { $0.id == before } ?? -1) + 1 } ?? 0
      return Array(wanted.dropFirst(start).prefix(query.limit))
    }
  }

  func execution(_ id: String) throws -> ExecutionDetail {
    try answer("execution") { world in
      guard let detail = world.details[id] else { throw OperationsError.notFound("there is no execution \(id)") }
      return detail
    }
  }

  func logs(_ query: LogQuery) throws -> [LogLine] {
    let levels = ["DEBUG", "INFO", "WARN", "ERROR"]
    let least = query.level.flatMap { levels.firstIndex(of: $0) } ?? 0
    return try answer("logs") { world in
      guard world.details[query.execution] != nil else { return [] }
      return Array(
        world.logs.filter { line in
          line.id > query.afterID && (query.step == nil || line.step == query.step)
            && (levels.firstIndex(of: line.level) ?? 0) >= least
        }.prefix(query.limit))
    }
  }

  func quality() throws -> [TableQuality] { try answer("quality") { $0.quality } }

  func quality(table: String, rowLimit: Int) throws -> QualityDetail {
    try answer("quality.table") { world in
      guard let detail = world.qualityDetails[table] else {
        throw OperationsError.notFound("there is no table \(table)")
      }
      return detail
    }
  }

  func dashboards() throws -> [DashboardSummary] { try answer("dashboards") { $0.dashboards } }

  func report(dashboard: String?, range: DayRange?) throws -> GoldReport {
    try answer("report") { world in
      let found = world.reports.first { dashboard == nil || $0.dashboard.name == dashboard }
      guard var report = found else { throw OperationsError.notFound("the project has no dashboard") }
      if let range { report.range = range }
      return report
    }
  }

  func plan(_ request: RunRequest) throws -> RunPlan {
    try answer("plan") { world in
      var plan = world.plan
      plan.request = request
      return plan
    }
  }

  func start(_ request: RunRequest) throws -> String {
    try answer("start") { world in
      world.started.append(request)
      world.token += 1
      let start = world.onStart
      return start(&world, request)
    }
  }

  func rerunRequest(of execution: String) throws -> RunRequest {
    try answer("rerunRequest") { world in
      RunRequest(runDate: world.details[execution]?.summary.runDate, trigger: .rerun, rerunOf: execution)
    }
  }

  func stop(execution: String) throws {
    try answer("stop") { $0.stopped.append(execution) }
  }
}
