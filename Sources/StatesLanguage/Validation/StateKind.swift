/// The types of states, with the fields each may have (States Language specification, "State types").
package enum StateKind: String, Sendable, Hashable, CaseIterable {
  case task = "Task"
  case pass = "Pass"
  case choice = "Choice"
  case wait = "Wait"
  case succeed = "Succeed"
  case fail = "Fail"
  case parallel = "Parallel"
  case map = "Map"

  /// Whether another state follows, or the end.
  package var isFollowed: Bool { ![.choice, .succeed, .fail].contains(self) }

  /// Whether it does work that may fail, and be tried again.
  package var isRetried: Bool { [.task, .parallel, .map].contains(self) }

  /// Fields in both query languages, beside those of every state.
  var fields: Set<String> {
    let transition: Set<String> = isFollowed ? ["Next", "End"] : []
    let errors: Set<String> = isRetried ? ["Retry", "Catch"] : []
    let variables: Set<String> = self == .succeed || self == .fail ? [] : ["Assign"]
    return transition.union(errors).union(variables).union(own)
  }

  private var own: Set<String> {
    switch self {
    case .task: ["Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials"]
    case .pass: []
    case .choice: ["Choices", "Default"]
    case .wait: ["Seconds", "Timestamp"]
    case .succeed: []
    case .fail: ["Error", "Cause"]
    case .parallel: ["Branches"]
    case .map:
      [
        "ItemProcessor", "Iterator", "ItemReader", "ItemSelector", "ItemBatcher", "ResultWriter", "MaxConcurrency",
        "ToleratedFailureCount", "ToleratedFailurePercentage", "Label",
      ]
    }
  }

  /// Fields of one query language alone.
  func fields(in language: QueryLanguage) -> Set<String> {
    switch language {
    case .jsonata: jsonataFields
    case .jsonPath: jsonPathFields
    }
  }

  private var jsonataFields: Set<String> {
    switch self {
    case .task, .parallel: ["Arguments", "Output"]
    case .pass, .wait, .choice, .succeed: ["Output"]
    case .map: ["Items", "Output"]
    case .fail: []
    }
  }

  private var jsonPathFields: Set<String> {
    let paths: Set<String> = ["InputPath", "OutputPath"]
    switch self {
    case .task:
      return paths.union([
        "Parameters", "ResultSelector", "ResultPath", "TimeoutSecondsPath", "HeartbeatSecondsPath",
      ])
    case .parallel: return paths.union(["Parameters", "ResultSelector", "ResultPath"])
    case .map:
      return paths.union([
        "Parameters", "ResultSelector", "ResultPath", "ItemsPath", "MaxConcurrencyPath", "ToleratedFailureCountPath",
        "ToleratedFailurePercentagePath",
      ])
    case .pass: return paths.union(["Parameters", "Result", "ResultPath"])
    case .wait: return paths.union(["SecondsPath", "TimestampPath"])
    case .choice, .succeed: return paths
    case .fail: return ["ErrorPath", "CausePath"]
    }
  }
}
