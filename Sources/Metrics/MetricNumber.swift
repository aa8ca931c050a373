/// Numbers as they stand in sentences.
package enum MetricNumber {
  /// The shortest text of a number, without the `.0` of a whole one.
  package static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}
