import Foundation
import JSON
import Synchronization
import Web
import WebSupport

/// Glue and CloudWatch Logs in memory, as far as assay asks them; what is wrong in a request is refused as they refuse it.
package final class GlueStandIn: WebTransport {
  package struct Run: Sendable {
    package let id: String
    package let arguments: [String: String]
    package var state = "STARTING"
    package var error: String?
    package var seconds: Int64 = 0

    package init(id: String, arguments: [String: String]) { (self.id, self.arguments) = (id, arguments) }
  }

  package struct State: Sendable {
    package var runs: [Run] = []
    package var requests: [WebRequest] = []
    /// Lines by group and stream, as `group stream`.
    package var logs: [String: [String]] = [:]
    package var mostRuns = 1
  }

  package let state = Mutex(State())
  private let job: String
  /// Called with each run that has started.
  private let work: @Sendable (Run) -> Void
  private let fault: @Sendable (Int, WebRequest) -> ServiceFault?

  package init(
    job: String = "nightly", fault: @escaping @Sendable (Int, WebRequest) -> ServiceFault? = { _, _ in nil },
    work: @escaping @Sendable (Run) -> Void = { _ in }
  ) {
    (self.job, self.fault, self.work) = (job, fault, work)
  }

  package var requests: [WebRequest] { state.withLock { $0.requests } }
  package var runs: [Run] { state.withLock { $0.runs } }

  /// Moves a run on.
  package func change(_ id: String, to word: String, error: String? = nil, seconds: Int64 = 90) {
    state.withLock { state in
      for index in state.runs.indices where state.runs[index].id == id {
        state.runs[index].state = word
        (state.runs[index].error, state.runs[index].seconds) = (error, seconds)
      }
    }
  }

  package func send(_ request: WebRequest, into sink: WebSink?) throws(WebFailure) -> WebAnswer {
    let number = state.withLock { state in
      state.requests.append(request)
      return state.requests.count
    }
    return try fault(number, request).meet(request, answer)
  }

  package static func error(_ code: String, _ message: String = "", status: Int = 400) -> WebAnswer {
    answer(["__type": .string("com.amazonaws.glue#" + code), "Message": .string(message)], status: status)
  }

  package static func answer(_ body: JSONValue, status: Int = 200) -> WebAnswer {
    WebAnswer(
      status: status, headers: ["Content-Type": "application/x-amz-json-1.1"], body: Array(body.text.utf8))
  }

  /// The name of what a request asks for, as `AWSGlue.GetJob`.
  package static func operation(_ request: WebRequest) -> String { request.headers["X-Amz-Target"] ?? "" }

  package func answer(_ request: WebRequest) -> WebAnswer {
    guard request.method == "POST", request.headers["Content-Type"] == "application/x-amz-json-1.1",
      let body = try? JSONValue(parsing: request.body)  // Refused below.
    else { return Self.error("SerializationException") }
    let operation = Self.operation(request)
    let signer = operation.hasPrefix("Logs_") ? "/logs/aws4_request" : "/glue/aws4_request"
    guard request.headers["Authorization"]?.contains(signer) == true else {
      return Self.error("IncompleteSignatureException", "signed for another service")
    }
    if operation == "Logs_20140328.GetLogEvents" { return lines(body) }
    guard body["JobName"]?.stringValue == job else {
      return Self.error("EntityNotFoundException", "Job \(body["JobName"]?.stringValue ?? "") not found")
    }
    switch operation {
    case "AWSGlue.GetJob":
      return Self.answer([
        "Job": [
          "Name": .string(job), "Role": "arn:aws:iam::111111111111:role/glue", "GlueVersion": "5.0",
          "Command": ["Name": "glueetl"], "ExecutionProperty": ["MaxConcurrentRuns": 1], "CreatedOn": 1.7952e9.json,
        ]
      ])
    case "AWSGlue.StartJobRun": return start(body)
    case "AWSGlue.GetJobRun": return run(body)
    case "AWSGlue.GetJobRuns": return Self.answer(["JobRuns": .array(runs.reversed().map(told))])
    case "AWSGlue.BatchStopJobRun": return stop(body)
    default: return Self.error("UnknownOperationException")
    }
  }

  private func start(_ body: JSONValue) -> WebAnswer {
    let given = body["Arguments"]?.objectValue?.entries ?? []
    let arguments = Dictionary(given.map { ($0.key, $0.value.stringValue ?? "") }) { first, _ in first }
    let run = state.withLock { state -> Run? in
      guard state.runs.count(where: { !Self.isOver($0) }) < state.mostRuns else { return nil }
      let run = Run(id: "jr_\(state.runs.count + 1)", arguments: arguments)
      state.runs.append(run)
      return run
    }
    guard let run else { return Self.error("ConcurrentRunsExceededException", "Concurrent runs exceeded for \(job)") }
    work(run)
    return Self.answer(["JobRunId": .string(run.id)])
  }

  private static func isOver(_ run: Run) -> Bool {
    ["STOPPED", "SUCCEEDED", "FAILED", "TIMEOUT", "ERROR"].contains(run.state)
  }

  private func told(_ run: Run) -> JSONValue {
    [
      "Id": .string(run.id), "JobName": .string(job), "JobRunState": .string(run.state), "MaxCapacity": 2.0.json,
      "ErrorMessage": .optional(run.error), "ExecutionTime": .int(run.seconds), "StartedOn": "2026-11-29T20:00:00Z",
      "LogGroupName": "/aws-glue/jobs",
      "Arguments": .object(JSONObject(run.arguments.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ]
  }

  private func run(_ body: JSONValue) -> WebAnswer {
    guard let run = runs.first(where: { $0.id == body["RunId"]?.stringValue }) else {
      return Self.error("EntityNotFoundException", "Job run not found")
    }
    return Self.answer(["JobRun": told(run)])
  }

  private func stop(_ body: JSONValue) -> WebAnswer {
    var (stopped, errors) = ([JSONValue](), [JSONValue]())
    for id in body["JobRunIds"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
      guard let run = runs.first(where: { $0.id == id }), !Self.isOver(run) else {
        let detail: JSONValue = ["ErrorCode": "InvalidInputException", "ErrorMessage": "it cannot be stopped"]
        errors.append(["JobName": .string(job), "JobRunId": .string(id), "ErrorDetail": detail])
        continue
      }
      change(id, to: "STOPPED")
      stopped.append(["JobName": .string(job), "JobRunId": .string(id)])
    }
    return Self.answer(["SuccessfulSubmissions": .array(stopped), "Errors": .array(errors)])
  }

  /// Two lines a page, from the end; the first page of all is empty.
  private func lines(_ body: JSONValue) -> WebAnswer {
    let place = "\(body["logGroupName"]?.stringValue ?? "") \(body["logStreamName"]?.stringValue ?? "")"
    guard let all = state.withLock({ $0.logs[place] }) else {
      return Self.error("ResourceNotFoundException", "The specified log stream does not exist.")
    }
    let token = body["nextToken"]?.stringValue.flatMap { Int($0.dropFirst(2)) }
    let end = token ?? all.count
    let start = token == nil ? end : max(0, end - 2)
    let events = all[start..<end].map { line -> JSONValue in ["timestamp": 1_795_200_000_000, "message": .string(line)]
    }
    return Self.answer([
      "events": .array(Array(events)), "nextForwardToken": .string("f/\(end)"),
      "nextBackwardToken": .string("b/\(start)"),
    ])
  }
}

extension Double {
  fileprivate var json: JSONValue { .double(self) }
}
