import Clocks
import Foundation
import JSON

/// What an operator can see and do in one environment of one project. Screens and headless commands use nothing else, so
/// every figure on a screen is the figure of the command. `LocalOperations` reads the journal and the tables of this
/// machine; another implementation can drive a cloud account behind the same screens.
///
/// All calls block and may be made from any thread, except the cooperative pool. Errors are `OperationsError`.
package protocol EnvironmentOperations: Sendable {
  /// The same, for one call whose answer may lose its point while it is made: a call that takes long looks now and then
  /// whether it is still wanted, and ends early with any error when it is not.
  func asked(while isWanted: @escaping @Sendable () -> Bool) -> any EnvironmentOperations

  /// Project, environment and engine as the header shows them; costs nothing.
  var identity: EnvironmentIdentity { get }

  /// A number that changes when anything in the journal changed, also by another process. Cheap enough for once a second.
  func changeToken() throws -> Int64

  /// Freshness and health of every layer and table, executions that run or failed, as of now.
  func status() throws -> StatusReport

  /// Executions, newest first.
  func executions(_ query: ExecutionQuery) throws -> [ExecutionSummary]
  /// Throws `notFound` when there is no such execution.
  func execution(_ id: String) throws -> ExecutionDetail
  /// Log lines of an execution, oldest first.
  func logs(_ query: LogQuery) throws -> [LogLine]

  /// The newest verdict on every table that has rules.
  func quality() throws -> [TableQuality]
  /// Rules, failing rows and quarantine of one table.
  func quality(table: String, rowLimit: Int) throws -> QualityDetail

  func dashboards() throws -> [DashboardSummary]
  /// Computes a Gold dashboard. A nil range is the dashboard's own, ending on the newest day of its data.
  func report(dashboard: String?, range: DayRange?) throws -> GoldReport

  /// What a run would touch; nothing is run.
  func plan(_ request: RunRequest) throws -> RunPlan
  /// Starts a worker of its own and returns the execution's id at once.
  func start(_ request: RunRequest) throws -> String
  /// The request that repeats an execution: same date, same tables.
  func rerunRequest(of execution: String) throws -> RunRequest
  /// Asks a running execution to stop after the query it is in.
  func stop(execution: String) throws

  /// What only some environments have; nil where this one has none of it.
  var alarming: (any AlarmOperations)? { get }
  var scheduling: (any ScheduleOperations)? { get }
  var metering: (any MetricOperations)? { get }
}

extension EnvironmentOperations {
  package func asked(while isWanted: @escaping @Sendable () -> Bool) -> any EnvironmentOperations { self }
  package var alarming: (any AlarmOperations)? { nil }
  package var scheduling: (any ScheduleOperations)? { nil }
  package var metering: (any MetricOperations)? { nil }
}

package struct EnvironmentIdentity: Sendable, Hashable {
  package var project: String
  package var environment: String
  package var isProtected: Bool
  /// `DuckDB 1.5.5`, `this machine`.
  package var engine: String
  package var account: String
  /// Where its days begin and its clocks are read.
  package var timeZone: DayZone
  package init(
    project: String, environment: String, isProtected: Bool, engine: String, account: String, timeZone: DayZone = .utc
  ) {
    self.project = project
    self.environment = environment
    self.isProtected = isProtected
    self.engine = engine
    self.account = account
    self.timeZone = timeZone
  }
}

/// Why something could not be shown or done, in words for the operator.
package enum OperationsError: Error, Sendable, Equatable, Codable, CustomStringConvertible {
  case notFound(String)
  /// The environment does not allow it now, and why.
  case refused(String)
  /// A service, file or engine is missing; says what mends it.
  case unavailable(String)
  case failed(String)

  package var description: String {
    switch self {
    case .notFound(let text), .refused(let text), .unavailable(let text), .failed(let text): text
    }
  }
}
