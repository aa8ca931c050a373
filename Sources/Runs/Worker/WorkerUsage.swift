import Foundation
import Metrics

/// What this process took of the machine so far. Steps run at the same time in it, so it is told of the run as a whole.
enum WorkerUsage {
  static func datapoints(pipeline: String, environment: String, at moment: Date) -> [Datapoint] {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return [] }
    let seconds = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }.reduce(0, +)
    let dimensions = [MetricDimension("Job", pipeline), MetricDimension("Environment", environment)]
    func point(_ name: String, _ unit: MetricUnit, _ value: Double) -> Datapoint {
      Datapoint(
        MetricName(namespace: "Lakehouse/Metrics", name: name, dimensions: dimensions), unit: unit, value: value,
        at: moment)
    }
    // Linux counts kilobytes.
    return [
      point("WorkerCPUSeconds", .seconds, seconds), point("WorkerPeakMemory", .bytes, Double(usage.ru_maxrss) * 1024),
    ]
  }
}
