import Clocks
import Foundation
import JSON
import Lake
import ModelSQL
import Rows
import StatesLanguage
import Words

/// The Redshift Data API's twin: scripts over the environment's warehouse. `CALL name()` is `procedures/name.sql`; other
/// SQL is carried out as it stands. All of a script, or of a batch, is one transaction. A start answers when it is over.
struct StatementTwin: TaskTwin {
  let place: TwinPlace

  func perform(_ task: StateTask) throws -> JSONValue {
    switch task.action {
    case "executeStatement": try start([try task.text("Sql")], task)
    case "batchExecuteStatement": try start(task.input["Sqls"]?.arrayValue?.compactMap(\.stringValue) ?? [], task)
    case "describeStatement": try described(try task.text("Id"))
    case "getStatementResult": try result(try task.text("Id"))
    default: throw TaskTwins.missing(task)
    }
  }

  private var folder: String { place.workspace.statePath + "/statements" }

  // MARK: Carrying out

  private func start(_ texts: [String], _ task: StateTask) throws -> JSONValue {
    guard !texts.isEmpty else { throw Self.invalid("Sqls is a list of one statement or more.") }
    let id = task.key.replacing("/", with: "_")
    let begin = place.workspace.clock.now()
    var told: JSONObject = [
      "Id": .string(id), "QueryString": .string(texts.joined(separator: "; ")),
      "CreatedAt": .string(Timestamp.text(begin)),
      "Status": "FINISHED", "HasResultSet": false, "ResultRows": -1,
    ]
    do {
      let outcome = try carryOut(try texts.map { try script($0, task) }, id, task)
      told["SubStatements"] = .array(
        outcome.changed.enumerated().map { index, count in
          ["Id": .string("\(id):\(index + 1)"), "Status": "FINISHED", "ResultRows": .int(count)]
        })
      told["ResultRows"] = .int(outcome.rows?.rows.count ?? outcome.changed.last ?? 0)
      if let rows = outcome.rows {
        told["HasResultSet"] = true
        told["Result"] = Self.result(rows)
      }
      task.reporter.log(.info, Self.words(outcome))
    } catch let failure as StateFailure {
      throw failure
    } catch {
      told["Status"] = "FAILED"
      told["Error"] = .string(FailureReason(of: error).cause)
      task.reporter.log(.error, FailureReason(of: error).cause)
    }
    told["UpdatedAt"] = .string(Timestamp.text(place.workspace.clock.now()))
    try place.workspace.makeFolder(folder)
    try Data(JSONValue.object(told).text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(id).json"), options: .atomic)
    return [
      "Id": .string(id), "CreatedAt": .string(Timestamp.text(begin)), "Database": task.input["Database"] ?? "warehouse",
    ]
  }

  private func carryOut(
    _ scripts: [WarehouseScript], _ id: String, _ task: StateTask
  ) throws -> Warehouse.Outcome {
    let session = LakeSession(workspace: place.workspace, journal: place.journal, compute: try place.makeCompute())
    task.cancellation.whenSet(session.compute.interruption)
    return try WarehouseSession(session).carryOut(scripts, id: id)
  }

  private static func words(_ outcome: Warehouse.Outcome) -> String {
    if outcome.isRepeated { return "was carried out before a worker ended" }
    return "\(outcome.changed.count) statements, \(outcome.changed.reduce(0, +)) rows changed"
  }

  // MARK: What is meant

  /// `CALL name('value')` and `CALL schema.name()` mean the project's procedure.
  private func script(_ text: String, _ task: StateTask) throws -> WarehouseScript {
    var parameters = ["run_date": "\(task.runDate)"]
    for parameter in task.input["Parameters"]?.arrayValue ?? [] {
      guard let name = parameter["name"]?.stringValue, let value = parameter["value"]?.stringValue else {
        throw Self.invalid("Each of Parameters has a name and a value, which are texts.")
      }
      parameters[name] = value
    }
    guard let name = ProcedureCall.name(in: text) else {
      do throws(SQLProblem) {
        return try WarehouseScript(SQLText(text), parameters: parameters)
      } catch {
        throw Self.invalid("Sql: \(error)")
      }
    }
    do {
      return try ProcedureFile(place.workspace.project).script(name, parameters: parameters)
    } catch {
      throw Self.invalid(error.cause)
    }
  }

  private static func invalid(_ cause: String) -> StateFailure {
    StateFailure(error: "RedshiftData.ValidationException", cause: cause)
  }

  // MARK: Telling

  private func known(_ id: String) throws -> JSONObject {
    let statement = String(id.prefix { $0 != ":" })
    guard !statement.contains("/"), let bytes = FileManager.default.contents(atPath: "\(folder)/\(statement).json"),
      // Written whole, so a damaged one is as good as none.
      let told = try? JSONValue(parsing: [UInt8](bytes)).objectValue
    else {
      throw StateFailure(error: "RedshiftData.ResourceNotFoundException", cause: "There is no statement \(id).")
    }
    return told
  }

  private func described(_ id: String) throws -> JSONValue {
    let told = try known(id)
    return .object(JSONObject(told.entries.filter { $0.key != "Result" }.map { ($0.key, $0.value) }))
  }

  private func result(_ id: String) throws -> JSONValue {
    guard let result = try known(id)["Result"] else { throw Self.invalid("The statement \(id) has no result.") }
    return result
  }

  /// The first thousand rows, in the API's shape.
  private static func result(_ table: ResultTable) -> JSONValue {
    [
      "ColumnMetadata": .array(
        table.columns.map { ["name": .string($0.name), "typeName": .string($0.type.lowercased())] }),
      "Records": .array(table.rows.prefix(1000).map { .array($0.map(field)) }), "TotalNumRows": .int(table.rows.count),
    ]
  }

  private static func field(_ value: Value) -> JSONValue {
    switch value {
    case .null: ["isNull": true]
    case .bool(let flag): ["booleanValue": .bool(flag)]
    case .int(let number): ["longValue": .int(number)]
    case .double(let number): ["doubleValue": .double(number)]
    default: ["stringValue": .string(value.displayText)]
    }
  }
}

/// `CALL name(…)` of a warehouse.
package enum ProcedureCall {
  /// The procedure's name without its schema; nil for other SQL.
  package static func name(in text: String) -> String? {
    let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard words.count == 2, ["call", "execute"].contains(words[0].lowercased()) else { return nil }
    let name = words[1].trimmingPrefix(while: \.isWhitespace).prefix { $0 != "(" && $0 != ";" && !$0.isWhitespace }
      .split(separator: ".").last
    return name.map { $0.replacing("\"", with: "").lowercased() }
  }
}
