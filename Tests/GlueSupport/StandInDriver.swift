import Foundation
import JSON
import S3Support

/// Serves an exchange as the runner does, but for Spark: what a query gives is what it reads of its first input.
package struct StandInDriver: Sendable {
  package enum Answer: Sendable {
    /// A copy of the first file that is read.
    case firstFile
    /// Copies of all files of its first input, as files of the table: what a query gives that takes a table as it is.
    case everyFile
    case told(JSONValue)
    /// Nothing, for ever.
    case silence
    /// Nothing, and the run is over.
    case death(String)
  }

  private let bucket: S3Service
  private let glue: GlueStandIn
  private let answer: @Sendable (JSONValue) -> Answer

  package init(_ bucket: S3Service, _ glue: GlueStandIn, _ answer: @escaping @Sendable (JSONValue) -> Answer) {
    (self.bucket, self.glue, self.answer) = (bucket, glue, answer)
  }

  /// Works in a thread of its own until nobody asks any more, or the run is stopped.
  package func start(_ run: GlueStandIn.Run) {
    Thread.detachNewThread {
      let isServed = serve(run)
      if let isServed {
        glue.change(run.id, to: isServed ? "SUCCEEDED" : "FAILED", error: isServed ? nil : "no script")
      }
    }
  }

  private static func key(_ address: String) -> String { String(address.dropFirst("s3://\(S3Service.bucket)/".count)) }

  /// Nil where the run was ended otherwise.
  private func serve(_ run: GlueStandIn.Run) -> Bool? {
    let prefix = Self.key(run.arguments["--exchange"] ?? "") + "/"
    guard bucket.keys.contains(Self.key(run.arguments["--scriptLocation"] ?? "")) else { return false }
    glue.change(run.id, to: "RUNNING")
    bucket.write("{}", prefix + "driver.json")
    var served = 0
    while true {
      guard glue.runs.first(where: { $0.id == run.id })?.state == "RUNNING" else { return nil }
      let keys = bucket.keys
      if keys.contains(prefix + "end") || !keys.contains(prefix + "session.json") { return true }
      if let ask = bucket.json("\(prefix)ask-\(served + 1).json") {
        served += 1
        switch answer(ask) {
        case .firstFile: bucket.write(copied(ask).text, "\(prefix)answer-\(served).json")
        case .everyFile: bucket.write(table(ask).text, "\(prefix)answer-\(served).json")
        case .told(let told): bucket.write(told.text, "\(prefix)answer-\(served).json")
        case .silence: break
        case .death(let error):
          glue.change(run.id, to: "FAILED", error: error)
          return nil
        }
      }
      usleep(20_000)
    }
  }

  private func copied(_ ask: JSONValue) -> JSONValue {
    let path = ask["inputs"]?.arrayValue?.first?["files"]?.arrayValue?.first?["path"]?.stringValue ?? ""
    let target = Self.key(ask["target"]?.stringValue ?? "")
    guard let bytes = bucket.state.withLock({ $0.objects[Self.key(path)]?.bytes }) else {
      return ["error": .string("\(path) is not there")]
    }
    bucket.write(bytes, target + "/part-0.parquet")
    let (rows, rest): (JSONValue, JSONValue) =
      ask["kind"] == "write" ? ([], ["part-0.parquet"]) : (["part-0.parquet"], [])
    return Self.told(rows, rest)
  }

  private func table(_ ask: JSONValue) -> JSONValue {
    let columns = ask["partition_columns"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let target = Self.key(ask["target"]?.stringValue ?? "")
    var files: [JSONValue] = []
    for (number, file) in (ask["inputs"]?.arrayValue?.first?["files"]?.arrayValue ?? []).enumerated() {
      let path = file["path"]?.stringValue ?? ""
      guard let bytes = bucket.state.withLock({ $0.objects[Self.key(path)]?.bytes }) else {
        return ["error": .string("\(path) is not there")]
      }
      let name = "table/\(number)/part-0.parquet"
      bucket.write(bytes, "\(target)/\(name)")
      let values = columns.map { file["partition"]?[$0] ?? .null }
      files.append(["name": .string(name), "partition": .array(values)])
    }
    bucket.write("", target + "/table/_SUCCESS")
    return Self.told(.array(files), [])
  }

  private static func told(_ files: JSONValue, _ rest: JSONValue) -> JSONValue {
    ["files": files, "rest": rest, "spark": "3.5.4-amzn-0", "application": "spark-1", "seconds": 1]
  }
}

extension S3Service {
  package func write(_ text: String, _ key: String) { write(Array(text.utf8), key) }

  package func write(_ bytes: [UInt8], _ key: String) {
    state.withLock { $0.objects[key] = Object(bytes: bytes, modified: Date()) }
  }

  package func json(_ key: String) -> JSONValue? {
    // Half an object is none.
    state.withLock { $0.objects[key]?.bytes }.flatMap { try? JSONValue(parsing: $0) }
  }
}
