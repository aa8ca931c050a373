/// How long things took in the runs before, in seconds: the median of those that succeeded.
package struct UsualTimes: Sendable, Hashable {
  /// A step or a state, from its begin to its end, by name.
  package var steps: [String: Double]
  /// Of a machine: from when it came to a state to its end, over whatever states came then.
  package var toEnd: [String: Double] = [:]
  /// Of a machine as a whole.
  package var whole: Double?

  package init(steps: [String: Double] = [:], toEnd: [String: Double] = [:], whole: Double? = nil) {
    (self.steps, self.toEnd, self.whole) = (steps, toEnd, whole)
  }
}
