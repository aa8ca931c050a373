import Foundation

/// What an evaluation may take.
package struct EvaluationLimits: Sendable {
  /// How deep expressions may call each other; a call at the end of a function counts once. Each level takes up to a few
  /// kilobytes of stack (`DeepStack` has room for the default).
  package var depth: Int
  /// Seconds; nil: no limit.
  package var seconds: Double?

  package init(depth: Int = 1000, seconds: Double? = 30) {
    self.depth = depth
    self.seconds = seconds
  }
}
