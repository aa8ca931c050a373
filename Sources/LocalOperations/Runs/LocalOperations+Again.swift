import Clocks
import Foundation
import JSON
import Ledger
import Operations
import Runs
import Words

extension LocalOperations {
  package func rerunRequest(of execution: String, input: JSONValue) throws -> RunRequest {
    try translated {
      let record = try existing(execution)
      if let workflow = record.workflow {
        throw OperationsError.refused("\(execution) is one of the workflow \(workflow), which may be given anything")
      }
      let asked = try TablesInput(input).request
      let tables = try asked.tables.map { try project.table(named: $0).description }
      return RunRequest(
        tables: tables, upstream: asked.upstream, downstream: asked.downstream, fullRefresh: asked.fullRefresh,
        runDate: asked.runDate, trigger: .rerun, rerunOf: execution)
    }
  }

  package func startAgain(_ execution: String, input: JSONValue) throws -> String {
    try translated {
      let record = try existing(execution)
      guard let workflow = record.workflow else { return try start(rerunRequest(of: execution, input: input)) }
      let again = WorkflowInput(workflow: workflow, input: input)
      return try starter.start(again, trigger: .rerun, rerunOf: record.id, by: NSUserName()).id.rawValue
    }
  }

  package func mark(execution: String, reason: String) throws {
    try translated {
      let record = try LostExecutions(journal).shown(existing(execution))
      guard record.status.isFinal, record.status != .succeeded else {
        throw OperationsError.refused("\(execution) is \(record.status.rawValue); only what did not succeed is marked")
      }
      try journal.recordAudit(
        NewAudit(
          actor: NSUserName(), action: Self.markAction, target: execution, arguments: ["reason": .string(reason)]))
    }
  }

  private static var markAction: String { "run mark" }

  /// `anna: a holiday`; nil where nobody marked it.
  func mark(of execution: ExecutionID) throws -> String? {
    let mark = try journal.audit(target: execution.rawValue, before: nil, limit: 100).first {
      $0.action == Self.markAction
    }
    return mark.map { "\($0.actor): \($0.arguments["reason"]?.stringValue ?? "")" }
  }
}

/// The input of a run of tables as a person writes it: each key is known, and what it holds is of its kind.
private struct TablesInput {
  let request: RunRequest

  init(_ json: JSONValue) throws(OperationsError) {
    guard let object = json.objectValue else {
      throw .invalid("the input of a run of tables is an object: {\"tables\": []}")
    }
    let known = ["tables", "upstream", "downstream", "fullRefresh", "runDate"]
    if let other = object.entries.first(where: { !known.contains($0.key) }) {
      throw .invalid("the input has no “\(other.key)”\(NearestName.hint(for: other.key, among: known))")
    }
    var request = RunRequest()
    request.tables = try Self.tables(object["tables"])
    request.upstream = try Self.flag("upstream", object)
    request.downstream = try Self.flag("downstream", object)
    request.fullRefresh = try Self.flag("fullRefresh", object)
    if let day = object["runDate"], day != .null {
      guard let date = day.stringValue.flatMap(CalendarDay.init) else {
        throw .invalid("runDate is a day such as \"2026-11-21\", not \(day.text)")
      }
      request.runDate = date
    }
    if request.tables.isEmpty, request.upstream || request.downstream {
      throw .invalid("upstream and downstream need tables: without them all are built anyway")
    }
    self.request = request
  }

  private static func tables(_ value: JSONValue?) throws(OperationsError) -> [String] {
    guard let value, value != .null else { return [] }
    guard let items = value.arrayValue else { throw .invalid("tables is a list of names, not \(value.text)") }
    var names: [String] = []
    for item in items {
      guard let name = item.stringValue else { throw .invalid("tables is a list of names, and \(item.text) is none") }
      names.append(name)
    }
    return names
  }

  private static func flag(_ key: String, _ object: JSONObject) throws(OperationsError) -> Bool {
    guard let value = object[key], value != .null else { return false }
    guard let flag = value.boolValue else { throw .invalid("\(key) is true or false, not \(value.text)") }
    return flag
  }
}
