/// What one call of a function may take; the sizes are Lambda's.
package struct FunctionLimits: Sendable, Hashable {
  /// Then it is ended.
  package var seconds: Double
  /// Bytes of its answer; one that says more is ended.
  package var answer = 6_291_556
  /// Bytes of what it says beside the answer that are kept; the rest is counted and thrown away.
  package var log = 1 << 20
  /// Seconds between the friendly signal and the last one.
  package var grace = 2.0

  /// The longest that Lambda lets a function run.
  package static let longest = 900.0

  package init(seconds: Double = Self.longest) { self.seconds = seconds }
}
