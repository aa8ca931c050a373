import Foundation
import Ledger
import Metrics
import Schedules
import Words

/// Whether a run of a schedule was over, and well, by the time its schedule says.
struct SLABreach {
  let pipeline: String
  let environment: String

  func datapoint(_ value: Double, at moment: Date) -> Datapoint {
    Datapoint(
      MetricName(
        namespace: ScheduleMetrics.namespace, name: ScheduleMetrics.breaches,
        dimensions: [
          MetricDimension("Job", pipeline), MetricDimension(ScheduleMetrics.environmentDimension, environment),
        ]), unit: .count, value: value, at: moment)
  }

  /// None for an execution that no schedule started, or one that says nothing.
  func datapoints(
    of execution: ExecutionRecord, _ status: ExecutionStatus, _ schedules: [ScheduleDefinition], now: Date,
    _ journal: any RunLedger
  ) throws -> [Datapoint] {
    guard case .schedule(let name) = execution.trigger,
      let limit = schedules.first(where: { $0.name == name })?.freshWithin,
      let fire = try fire(of: execution.id, name, journal)
    else { return [] }
    let isInTime = status == .succeeded && now.timeIntervalSince(fire.at) <= limit
    return [datapoint(isInTime ? 0 : 1, at: now)]
  }

  /// While a run of hours works, a schedule of minutes has hundreds of fires that it skips.
  private func fire(of execution: ExecutionID, _ schedule: String, _ journal: any RunLedger) throws -> ScheduleFire? {
    var before: Int64?
    while true {
      let page = try journal.fires(of: schedule, before: before, limit: 1000)
      if let fire = page.first(where: { $0.execution == execution }) { return fire }
      guard let last = page.last else { return nil }
      before = last.sequence
    }
  }
}
