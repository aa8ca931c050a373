import Metrics
import YAML

/// The dimensions that a metric in a file has.
struct DimensionReader {
  /// What stands in braces in a value, `{environment}`, and what it is replaced with.
  let names: KeyValuePairs<String, String>
  /// One as it might stand there: `Table: silver.orders`.
  let example: String

  func read(_ section: YAMLSection) -> [MetricDimension] {
    guard let node = section.value("dimensions") else { return [] }
    guard let entries = node.entries else {
      section.error(node.position, "dimensions must be a mapping: {\(example)}, not \(node.kind)")
      return []
    }
    if entries.count > MetricName.mostDimensions {
      section.error(node.position, "a metric has at most \(MetricName.mostDimensions) dimensions")
    }
    return entries.compactMap { entry in
      guard let value = entry.value.text else {
        section.error(entry.value.position, "the dimension \(entry.name) must be a text, not \(entry.value.kind)")
        return nil
      }
      return MetricDimension(entry.name, names.reduce(value) { $0.replacing("{\($1.key)}", with: $1.value) })
    }
  }
}
