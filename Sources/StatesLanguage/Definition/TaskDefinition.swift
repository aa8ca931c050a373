/// What a Task calls, and how long it may take.
package struct TaskDefinition {
  package let resource: TaskResource
  let timeout: Quantity?
  let heartbeat: Quantity?
  let credentials: Template?

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    resource = TaskResource(node["Resource"]?.string ?? "")
    timeout = Quantity(node, "TimeoutSeconds")
    heartbeat = Quantity(node, "HeartbeatSeconds")
    credentials = node["Credentials"].map { Template($0, language) }
  }
}

/// The resource of a task, taken apart.
package struct TaskResource: Sendable, Hashable {
  /// As written.
  package let text: String
  package let surface: Surface

  /// How the service tells of such a task in the history.
  package enum Surface: Sendable, Hashable {
    /// A Lambda function named directly.
    case function
    case activity
    /// `arn:aws:states:::glue:startJobRun.sync`: service `glue`, action `startJobRun.sync`.
    case service(String, action: String)
  }

  package enum Pattern: Sendable, Hashable { case response, job, callback }

  package init(_ text: String) {
    self.text = text
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 5, parts[0] == "arn" else {
      surface = .service("", action: text)
      return
    }
    if parts[2] == "lambda" {
      surface = .function
    } else if parts[2] == "states", parts[5] == "activity" {
      surface = .activity
    } else if parts[2] == "states", parts.count > 6 {
      // `aws-sdk:glue:getCrawler`: the last part is the action, and a version may follow it (`.sync:2`).
      let hasVersion = parts[parts.count - 1] == "2" && parts.count > 7
      let last = parts.count - (hasVersion ? 2 : 1)
      surface = .service(parts[5..<last].joined(separator: ":"), action: parts[last...].joined(separator: ":"))
    } else {
      surface = .service(parts[2], action: parts[5...].joined(separator: ":"))
    }
  }

  package var pattern: Pattern {
    guard case .service(_, let action) = surface else { return .response }
    if action.hasSuffix(".waitForTaskToken") { return .callback }
    return action.contains(".sync") ? .job : .response
  }
}
