import Foundation
import Words

/// The figures of executions as wholes, by the names AWS Step Functions gives them.
package struct ExecutionMetrics {
  package static let namespace = "AWS/States"

  let pipeline: String
  let environment: String
  let at: Date

  package init(pipeline: String, environment: String, at: Date) {
    (self.pipeline, self.environment, self.at) = (pipeline, environment, at)
  }

  package func started() -> [Datapoint] { [point("ExecutionsStarted", 1)] }

  /// - Parameters:
  ///   - status: of one that still runs there is nothing.
  ///   - seconds: since it started; a clock that was set back gives no negative time.
  package func ended(_ status: ExecutionStatus, seconds: Double) -> [Datapoint] {
    if status == .running { return [] }
    let names: [(ExecutionStatus, String)] = [
      (.aborted, "Aborted"), (.failed, "Failed"), (.succeeded, "Succeeded"), (.timedOut, "TimedOut"),
    ]
    // Each outcome has a datapoint each time, so that an alarm on failures comes back with the next success.
    return names.map { point("Executions\($1)", $0 == status ? 1 : 0) } + [
      point("ExecutionTime", max(0, seconds) * 1000, .milliseconds),
      Datapoint(
        MetricName(namespace: "Lakehouse/Metrics", name: "PipelineSuccess", dimensions: job), unit: .count,
        value: status == .succeeded ? 1 : 0, at: at),
    ]
  }

  private var job: [MetricDimension] {
    [MetricDimension("Job", pipeline), MetricDimension("Environment", environment)]
  }

  private func point(_ name: String, _ value: Double, _ unit: MetricUnit = .count) -> Datapoint {
    let dimensions = [MetricDimension("StateMachineArn", pipeline)]
    return Datapoint(
      MetricName(namespace: Self.namespace, name: name, dimensions: dimensions), unit: unit, value: value, at: at)
  }
}
