/// One name-value pair that tells streams of the same metric apart: `Table = silver.orders`.
package struct MetricDimension: Sendable, Hashable, Comparable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  package static func < (a: MetricDimension, b: MetricDimension) -> Bool { (a.name, a.value) < (b.name, b.value) }
}

/// The identity of a metric: namespace, name and dimensions. Every combination of dimensions is a metric of its own;
/// nothing is rolled up over them (CloudWatch concepts).
package struct MetricName: Sendable, Hashable {
  package static let mostDimensions = 30

  package let namespace: String
  package let name: String
  /// Sorted, so that the order a caller named them in does not matter.
  package let dimensions: [MetricDimension]

  package init(namespace: String, name: String, dimensions: [MetricDimension] = []) {
    self.namespace = namespace
    self.name = name
    self.dimensions = dimensions.sorted()
  }
}
