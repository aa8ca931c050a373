import Foundation
import JSON

/// Tasks: started, reported on, timed out.
extension Execution {
  mutating func startTask(
    _ strand: Int, _ definition: StateDefinition, _ task: TaskDefinition
  ) throws(DataFailure) {
    let token = newToken()
    var view = view(strand, definition, token: task.resource.pattern == .callback ? token : nil)
    let input = try effectiveInput(definition, &view, &random)
    let timeout = try seconds(task.timeout, "TimeoutSeconds", view)
    let heartbeat = try seconds(task.heartbeat, "HeartbeatSeconds", view)
    guard input.byteCount <= limits.payload else {
      throw .tooLarge("The input of the task '\(definition.name)'", limits.payload)
    }
    record(.task(task.resource, .scheduled(input: input, timeout: timeout, heartbeat: heartbeat)), strand)
    record(.task(task.resource, .started), strand)
    request(
      TaskRequest(
        token: token, purpose: .task, state: definition.name, resource: task.resource, input: input,
        retry: strands[strand].retryCount, timeoutSeconds: timeout, heartbeatSeconds: heartbeat), strand)
  }

  mutating func newToken() -> TaskToken {
    tokens += 1
    return TaskToken(tokens)
  }

  mutating func request(_ request: TaskRequest, _ strand: Int, results: JSONValue? = nil) {
    tasks[request.token] = RunningTask(strand: strand, request: request, results: results)
    strands[strand].phase = .working(request.token)
    strands[strand].epoch += 1
    strands[strand].lastBeat = now
    if let timeout = request.timeoutSeconds {
      timers.add(.timeout(request.token), at: now.later(by: Double(timeout)))
    }
    if let heartbeat = request.heartbeatSeconds {
      timers.add(.heartbeat(request.token), at: now.later(by: Double(heartbeat)))
    }
    effects.append(.start(request))
  }

  private mutating func seconds(_ quantity: Quantity?, _ field: String, _ view: DataView) throws(DataFailure) -> Int? {
    guard let quantity else { return nil }
    return try view.whole(quantity, field, in: 1...99_999_999, &random)
  }

  // MARK: Reports

  mutating func take(_ report: TaskReport, of token: TaskToken) {
    guard let task = tasks[token] else { return }
    let (strand, resource) = (task.strand, task.request.resource)
    let isTask = task.request.purpose == .task
    switch report {
    case .heartbeat: strands[strand].lastBeat = now
    case .submitted(let output): if isTask { record(.task(resource, .submitted(output: output)), strand) }
    case .failed(let failure):
      tasks[token] = nil
      let isLate = failure.isMeant(by: "States.Timeout")
      if isTask { record(.task(resource, isLate ? .timedOut(failure) : .failed(failure)), strand) }
      isTask ? fail(strand, failure) : failMap(strand, failure, task.request.purpose)
    case .succeeded(let output):
      tasks[token] = nil
      switch task.request.purpose {
      case .task: finishTask(strand, resource, output)
      case .items: takeItems(output, strand)
      case .results: finishMap(strand, output)
      }
    }
  }

  private mutating func finishTask(_ strand: Int, _ resource: TaskResource, _ output: JSONValue) {
    guard output.byteCount <= limits.payload else {
      let cause =
        "The state/task '\(resource.text)' returned a result with a size exceeding the maximum number of "
        + "bytes service limit."
      let failure = StateFailure(error: "States.DataLimitExceeded", cause: cause)
      record(.task(resource, .failed(failure)), strand)
      return fail(strand, failure)
    }
    record(.task(resource, .succeeded(output: output)), strand)
    finish(strand, result: output)
  }

  // MARK: Time

  mutating func timeOut(_ token: TaskToken, _ error: String) {
    guard let task = tasks[token] else { return }
    cancel(token)
    let failure = StateFailure(error: error, cause: nil)
    record(.task(task.request.resource, .timedOut(failure)), task.strand)
    fail(task.strand, failure)
  }

  mutating func missBeat(of token: TaskToken) {
    guard let task = tasks[token], let seconds = task.request.heartbeatSeconds else { return }
    let due = strands[task.strand].lastBeat.later(by: Double(seconds))
    if due > now { timers.add(.heartbeat(token), at: due) } else { timeOut(token, "States.HeartbeatTimeout") }
  }
}
