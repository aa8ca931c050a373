import JSONata

/// What one execution may take; the defaults are Step Functions'.
package struct ExecutionLimits: Sendable {
  /// Events in the history, the one that says that there are too many among them.
  package var events = 25_000
  /// Bytes of a state's input, output or result, and of a variable.
  package var payload = 262_144
  /// Bytes of all variables of an execution.
  package var variables = 10 << 20
  /// Iterations of an inline Map at a time where MaxConcurrency sets no limit.
  package var inlineConcurrency = 40
  /// The same of a distributed Map.
  package var distributedConcurrency = 1000
  /// Whether `transitions` are gathered; that costs a little.
  package var keepsTransitions = false
  package var expressions = EvaluationLimits(seconds: 5)

  package init() {}
}
