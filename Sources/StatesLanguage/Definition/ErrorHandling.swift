/// One of `Retry`.
struct Retrier {
  let errors: [String]
  let interval: Double
  let most: Int
  let rate: Double
  let cap: Double?
  let isJittered: Bool

  init(_ node: LocatedJSON) {
    errors = (node["ErrorEquals"]?.items ?? []).compactMap(\.string)
    interval = node["IntervalSeconds"]?.number ?? 1
    most = node["MaxAttempts"]?.integer ?? 3
    rate = node["BackoffRate"]?.number ?? 2
    cap = node["MaxDelaySeconds"]?.number
    isJittered = node["JitterStrategy"]?.string == "FULL"
  }

  /// Seconds before a retry.
  ///
  /// - Parameter count: from 1; only this retrier's own retries count.
  func delay(_ count: Int, _ random: inout RandomSource) -> Double {
    var delay = interval
    for _ in 1..<max(count, 1) where delay < 1e10 { delay *= rate }
    // The longest wait there is, so that moments stay moments.
    delay = min(delay, cap ?? 99_999_999)
    return isJittered ? delay * random.fraction() : delay
  }
}

/// One of `Catch`.
package struct Catcher {
  package let errors: [String]
  package let next: Int
  let result: DataFlow.Placing
  let output: Template?
  let assign: Template?

  init(_ node: LocatedJSON, _ language: QueryLanguage, _ places: [String: Int]) {
    errors = (node["ErrorEquals"]?.items ?? []).compactMap(\.string)
    next = node["Next"]?.string.flatMap { places[$0] } ?? 0
    result = DataFlow.Placing(node["ResultPath"])
    output = node["Output"].map { Template($0, language) }
    assign = node["Assign"].map { Template($0, language) }
  }
}

/// How a state, or an execution, failed.
package struct StateFailure: Error, Sendable, Hashable {
  package var error: String?
  package var cause: String?

  package init(error: String?, cause: String?) { (self.error, self.cause) = (error, cause) }

  /// Whether one name of `ErrorEquals` means the error (semantics: "Matching").
  func isMeant(by name: String) -> Bool {
    // Neither retried nor caught, whatever the name.
    guard error != "States.Runtime" else { return false }
    switch name {
    case "States.ALL": return error != "States.DataLimitExceeded"
    case "States.TaskFailed":
      return !["States.Timeout", "States.HeartbeatTimeout", "States.DataLimitExceeded"].contains(error)
    case "States.Timeout": return error == "States.Timeout" || error == "States.HeartbeatTimeout"
    default: return error == name
    }
  }

  func isMeant(by names: [String]) -> Bool { names.contains(where: isMeant) }
}
