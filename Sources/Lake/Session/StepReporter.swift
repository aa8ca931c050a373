import Words

/// How a step talks to whoever runs it while it works.
package protocol StepReporter: Sendable {
  func log(_ level: LogLevel, _ message: String)
  /// `fraction` of the work done, 0…1; nil where it cannot be known.
  func progress(_ fraction: Double?, _ message: String)
  /// True once the run was asked to stop; steps look between their queries.
  var isStopped: Bool { get }
}

extension StepReporter {
  package func checkStopped() throws(LakeError) {
    if isStopped { throw LakeError(.stopped, "the run was stopped") }
  }
}
