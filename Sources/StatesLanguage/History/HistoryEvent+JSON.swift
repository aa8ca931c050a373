import Clocks
import JSON

extension HistoryEvent {
  /// `{timestamp, type, id, previousEventId, …EventDetails}`: names and shapes of the API, documents as texts.
  package var json: JSONValue {
    var object: JSONObject = [
      "timestamp": .string(Timestamp.text(at)), "type": .string(type), "id": .int(id),
      "previousEventId": .int(previous),
    ]
    for (name, value) in payload.objectValue?.entries ?? [] { object[name] = value }
    return .object(object)
  }

  /// What the event tells beside its place: `{…EventDetails: …}`.
  package var payload: JSONValue { detailsName.map { .object([$0: .object(details)]) } ?? [:] }

  private var detailsName: String? {
    switch detail {
    case .stateEntered: "stateEnteredEventDetails"
    case .stateExited: "stateExitedEventDetails"
    case .parallel, .map: nil
    case .task(let resource, .started) where resource.surface == .function: nil
    default: type.prefix(1).lowercased() + type.dropFirst() + "EventDetails"
    }
  }

  private var details: JSONObject {
    switch detail {
    case .executionStarted(let input): Self.document("input", input)
    case .executionSucceeded(let output): Self.document("output", output)
    case .executionFailed(let failure), .executionTimedOut(let failure), .executionAborted(let failure): failure.details
    case .executionRedriven(let count): ["redriveCount": .int(count)]
    case .mapRunRedriven(let arn, let count): ["mapRunArn": .string(arn), "redriveCount": .int(count)]
    case .stateEntered(_, let name, let input): Self.document("input", input).with("name", .string(name))
    case .stateExited(_, let name, let output, let assigned):
      Self.assigned(assigned, in: Self.document("output", output).with("name", .string(name)))
    case .task(let resource, let moment): moment.details(resource)
    case .parallel, .map: [:]
    case .mapStarted(let length): ["length": .int(length)]
    case .iteration(_, let name, let index): ["name": .string(name), "index": .int(index)]
    case .mapRun(_, let arn, let failure): (failure?.details ?? [:]).with("mapRunArn", .string(arn))
    case .evaluationFailed(let failure, let state, let location):
      failure.details.with("location", .string(location)).with("state", .string(state))
    }
  }

  fileprivate static func document(_ name: String, _ value: JSONValue) -> JSONObject {
    [name: .string(value.text), name + "Details": ["truncated": false]]
  }

  private static func assigned(_ assigned: [Assignment], in object: JSONObject) -> JSONObject {
    guard !assigned.isEmpty else { return object }
    let values = JSONObject(assigned.map { ($0.name, .string($0.value.text)) })
    return object.with("assignedVariables", .object(values))
      .with("assignedVariablesDetails", ["truncated": false])
  }
}

extension JSONObject {
  fileprivate func with(_ name: String, _ value: JSONValue) -> JSONObject {
    var object = self
    object[name] = value
    return object
  }
}

extension StateFailure {
  /// `error` and `cause`, where there are.
  var details: JSONObject {
    var details = JSONObject()
    if let error { details["error"] = .string(error) }
    if let cause { details["cause"] = .string(cause) }
    return details
  }
}

extension HistoryEvent.TaskMoment {
  fileprivate func details(_ resource: TaskResource) -> JSONObject {
    switch resource.surface {
    case .function, .activity: own(resource)
    case .service(let service, let action):
      own(resource).with("resourceType", .string(service)).with("resource", .string(action))
    }
  }

  private func own(_ resource: TaskResource) -> JSONObject {
    switch self {
    case .started: [:]
    case .submitted(let output), .succeeded(let output): HistoryEvent.document("output", output)
    case .failed(let failure), .timedOut(let failure): failure.details
    case .scheduled(let input, let timeout, let heartbeat): scheduled(resource, input, timeout, heartbeat)
    }
  }

  private func scheduled(
    _ resource: TaskResource, _ input: JSONValue, _ timeout: Int?, _ heartbeat: Int?
  ) -> JSONObject {
    var details: JSONObject
    if case .service = resource.surface {
      details = ["parameters": .string(input.text), "region": "us-east-1"]
    } else {
      details = HistoryEvent.document("input", input).with("resource", .string(resource.text))
    }
    if let timeout { details["timeoutInSeconds"] = .int(timeout) }
    if let heartbeat { details["heartbeatInSeconds"] = .int(heartbeat) }
    return details
  }
}
