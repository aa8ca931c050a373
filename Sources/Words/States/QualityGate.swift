/// What a failing rule does to its table: `stop` keeps the new version from being published.
package enum QualityGate: String, Sendable, Hashable, CaseIterable {
  case stop, warn
}
