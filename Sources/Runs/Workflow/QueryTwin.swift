import Clocks
import Foundation
import JSON
import Lake
import Metrics
import ModelSQL
import Project
import Reading
import Rows
import StatesLanguage
import Words

/// Athena's twin: one SELECT through the door for readers, its rows as a CSV file beside the journal. `EXECUTE name` is a
/// saved query of the project. A start without `.sync` answers when the query is over, too.
struct QueryTwin: TaskTwin {
  let place: TwinPlace

  func perform(_ task: StateTask) throws -> JSONValue {
    switch task.action {
    case "startQueryExecution":
      let id = task.key.replacing("/", with: "_")
      let told = try run(id, task)
      guard task.isJob else { return ["QueryExecutionId": .string(id)] }
      if told["QueryExecution"]?["Status"]?["State"]?.stringValue == "FAILED" {
        throw StateFailure(error: "States.TaskFailed", cause: told.text)
      }
      return told
    case "getQueryExecution": return try known(try task.text("QueryExecutionId"))
    case "getQueryResults": return try results(try task.text("QueryExecutionId"), task)
    default: throw TaskTwins.missing(task)
    }
  }

  private var folder: String { place.workspace.statePath + "/queries" }

  private func run(_ id: String, _ task: StateTask) throws -> JSONValue {
    let text = try task.text("QueryString")
    let (query, file) = try query(text)
    let begin = place.workspace.clock.now()
    try place.workspace.makeFolder(folder)
    var status: JSONObject = ["State": "SUCCEEDED", "SubmissionDateTime": .string(Timestamp.text(begin))]
    var sink = ResultFile(path: "\(folder)/\(id).csv")
    var runs: [QueryRun] = []
    do {
      let session = LakeSession(
        workspace: place.workspace, journal: place.journal, compute: try place.makeCompute())
      task.cancellation.whenSet(session.compute.interruption)
      try RowReading(session, for: .owner, telling: { runs.append($0) }).stream(
        query, file: file, parameters: RunParameters(runDate: task.runDate, runTimestamp: begin), to: &sink)
      try sink.close()
    } catch {
      status["State"] = "FAILED"
      status["StateChangeReason"] = .string(FailureReason(of: error).cause)
    }
    let figures = QueryMetrics(
      .workflow, environment: place.workspace.environment.name, at: place.workspace.clock.now())
    try place.journal.put(
      runs.flatMap { figures.ran(bytes: $0.bytes, seconds: $0.seconds, succeeded: status["State"] == "SUCCEEDED") })
    status["CompletionDateTime"] = .string(Timestamp.text(place.workspace.clock.now()))
    let told: JSONValue = [
      "QueryExecution": [
        "QueryExecutionId": .string(id), "Query": .string(query.text), "Status": .object(status),
        "ResultConfiguration": ["OutputLocation": .string("\(folder)/\(id).csv")], "Rows": .int(sink.rows),
      ]
    ]
    try Data(told.text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(id).json"), options: .atomic)
    return told
  }

  func query(_ text: String) throws -> (SQLText, String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[0].lowercased() == "execute" else { return (SQLText(text), "query") }
    let name = String(words[1])
    guard let saved = place.workspace.project.query(name) else {
      let hint = NearestName.hint(for: name, among: place.workspace.project.queries.map(\.name))
      throw StateFailure(
        error: "Athena.InvalidRequestException", cause: "There is no saved query “\(name)”\(hint).")
    }
    return (saved.source, saved.path)
  }

  private func known(_ id: String) throws -> JSONValue {
    guard !id.contains("/"), let bytes = FileManager.default.contents(atPath: "\(folder)/\(id).json"),
      let told = try? JSONValue(parsing: [UInt8](bytes))  // written whole, so a damaged one is as good as none
    else {
      throw StateFailure(error: "Athena.InvalidRequestException", cause: "QueryExecution \(id) was not found")
    }
    return told
  }

  /// The first thousand rows, the header first, as Athena gives them.
  private func results(_ id: String, _ task: StateTask) throws -> JSONValue {
    _ = try known(id)
    let most = Int(clamping: task.input["MaxResults"]?.intValue ?? 1000)
    let text = String(decoding: FileManager.default.contents(atPath: "\(folder)/\(id).csv") ?? Data(), as: UTF8.self)
    let rows = ResultFile.rows(of: text, limit: min(max(1, most), 1000))
    return [
      "ResultSet": [
        "Rows": .array(
          rows.map { row in
            ["Data": .array(row.map { value in value.map { ["VarCharValue": .string($0)] } ?? [:] })]
          })
      ]
    ]
  }
}

/// Rows as Athena writes its results: every value in quotes, nothing at all for null.
struct ResultFile: RowSink {
  let path: String
  private(set) var rows = 0
  private var buffer = ""
  private var handle: FileHandle?

  init(path: String) { self.path = path }

  mutating func begin(_ columns: [ResultColumn]) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw RunError(.notWritable, "cannot write \(path)")
    }
    handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    add(columns.map(\.name))
  }

  mutating func add(_ row: [Value]) throws -> Bool {
    add(row.map { $0.isNull ? nil : $0.displayText })
    rows += 1
    if buffer.utf8.count > 1 << 16 { try flush() }
    return true
  }

  mutating func close() throws {
    try flush()
    try handle?.close()
  }

  private mutating func add(_ values: [String?]) {
    buffer += values.map { $0.map { "\"\($0.replacing("\"", with: "\"\""))\"" } ?? "" }.joined(separator: ",") + "\n"
  }

  private mutating func flush() throws {
    try handle?.write(contentsOf: Data(buffer.utf8))
    buffer = ""
  }

  /// The first rows of such a file.
  static func rows(of text: String, limit: Int) -> [[String?]] {
    var rows: [[String?]] = []
    var (row, value, isQuoted, wasQuoted): ([String?], String, Bool, Bool) = ([], "", false, false)
    var characters = text.unicodeScalars.makeIterator()
    while rows.count < limit, let next = characters.next() {
      switch next {
      case "\"":
        if !isQuoted, wasQuoted { value.unicodeScalars.append(next) }
        (isQuoted, wasQuoted) = (!isQuoted, true)
      case "," where !isQuoted, "\n" where !isQuoted:
        row.append(wasQuoted ? value : nil)
        (value, wasQuoted) = ("", false)
        if next == "\n" {
          rows.append(row)
          row = []
        }
      default: value.unicodeScalars.append(next)
      }
    }
    return rows
  }
}
