import Foundation
import JSON
import Lake
import ModelSQL
import Words
import Reading
import Rows
import StatesLanguage

/// Reads the items of a distributed Map (`ItemReader`): those in a file of CSV, JSON or JSON lines, the objects of a bucket,
/// or the rows of a query.
struct ItemTwin: TaskTwin {
  let objects: ObjectTwin
  let queries: QueryTwin

  /// Bytes of the largest file whose items are read: all of them are held until the Map has begun.
  static let largest: Int64 = 256 << 20

  /// Whatever goes wrong has one name, as on AWS.
  func perform(_ task: StateTask) throws -> JSONValue {
    do {
      return .array(try items(task))
    } catch let failure as StateFailure {
      throw StateFailure(error: "States.ItemReaderFailed", cause: failure.cause ?? failure.error)
    }
  }

  private func items(_ task: StateTask) throws -> [JSONValue] {
    // More are cut off again where the machine says a number only at run time.
    let most = Int(clamping: max(0, task.input["ReaderConfig"]?["MaxItems"]?.intValue ?? .max))
    switch task.action {
    case "getObject": return try items(ofFile: task, most)
    case "listObjectsV2": return try objects.contents(task, most: most).items
    case "startQueryExecution": return try queries.items(task, most: most)
    default: throw TaskTwins.missing(task)
    }
  }

  private func items(ofFile task: StateTask, _ most: Int) throws -> [JSONValue] {
    let (path, size) = try objects.file(task)
    guard size <= Self.largest, let bytes = FileManager.default.contents(atPath: path) else {
      throw refused("the file has \(size) bytes, and \(Self.largest) can be read")
    }
    let file = ItemFile(config: task.input["ReaderConfig"] ?? [:], path: path)
    do throws(ItemFile.Problem) {
      return try file.items(in: [UInt8](bytes), most: most)
    } catch {
      throw refused("\(try task.text("Key")): \(error.reason)")
    }
  }

  private func refused(_ reason: String) -> StateFailure {
    StateFailure(error: "States.ItemReaderFailed", cause: reason)
  }
}

extension QueryTwin {
  /// The rows of a query, an object each.
  func items(_ task: StateTask, most: Int) throws -> [JSONValue] {
    let (query, file) = try query(try task.text("QueryString"))
    let session = LakeSession(workspace: place.workspace, journal: place.journal, compute: try place.makeCompute())
    task.cancellation.whenSet(session.compute.interruption)
    let parameters = RunParameters(runDate: task.runDate, runTimestamp: place.workspace.clock.now())
    var sink = ItemRows(most: most)
    do {
      try RowReading(session, for: .owner).stream(query, file: file, parameters: parameters, to: &sink)
    } catch {
      throw StateFailure(error: "States.ItemReaderFailed", cause: FailureReason(of: error).cause)
    }
    return sink.items
  }
}

/// Keeps rows as objects.
private struct ItemRows: RowSink {
  let most: Int
  private(set) var items: [JSONValue] = []
  private var names: [String] = []

  init(most: Int) { self.most = most }

  mutating func begin(_ columns: [ResultColumn]) { names = columns.map(\.name) }

  mutating func add(_ row: [Value]) -> Bool {
    if items.count < most { items.append(.object(JSONObject(zip(names, row).map { ($0, $1.json) }))) }
    return items.count < most
  }
}
