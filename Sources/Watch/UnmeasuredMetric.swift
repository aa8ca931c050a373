import Ledger
import Metrics

/// A metric that never had a value is one that somebody may have named wrongly, of which an alarm would keep silent, and a
/// chart empty, for ever.
package enum UnmeasuredMetric {
  /// What was measured of that name; nil where it has values.
  package static func hint(_ metric: MetricName, in journal: any RunLedger) throws -> String? {
    let streams = try journal.metricStreams(namespace: metric.namespace, name: metric.name)
    if streams.contains(where: { $0.metric == metric }) { return nil }
    guard let other = streams.first?.metric else {
      return "\(metric.name) was never measured in \(metric.namespace); `assay metrics list` shows what was"
    }
    let dimensions = other.dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    return
      "\(metric.name) was never measured with these dimensions, but with \(dimensions.isEmpty ? "none" : dimensions)"
  }
}
