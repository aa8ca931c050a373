/// The unit of a stream. The same metric in two units is two streams. Names are CloudWatch's (`StandardUnit`); minutes
/// have none there, so `FreshnessMinutes` carries `.none`.
package enum MetricUnit: String, Sendable, Hashable, CaseIterable {
  case seconds = "Seconds"
  case microseconds = "Microseconds"
  case milliseconds = "Milliseconds"
  case bytes = "Bytes"
  case kilobytes = "Kilobytes"
  case megabytes = "Megabytes"
  case gigabytes = "Gigabytes"
  case percent = "Percent"
  case count = "Count"
  case bytesPerSecond = "Bytes/Second"
  case countPerSecond = "Count/Second"
  case none = "None"
}
