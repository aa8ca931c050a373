import DataQuality
import Foundation
import JSON

/// A real Spark that answers queries, one line each way. It takes seconds to begin, so all tests share one.
final class SparkProcess: DistantEngine {
  /// A Python that has pyspark.
  static let python = ProcessInfo.processInfo.environment["ASSAY_SPARK"]

  private let process = Process()
  private let (input, output) = (Pipe(), Pipe())
  private var known: [String: JSONValue] = [:]
  let loss: (any Error)? = nil

  private static let script = """
    import json, sys
    from pyspark.sql import SparkSession
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    for name, value in [("ansi.enabled", "true"), ("session.timeZone", "UTC"), ("shuffle.partitions", "1"),
                        ("variable.substitute", "false"), ("decimalOperations.allowPrecisionLoss", "false"),
                        ("parquet.datetimeRebaseModeInRead", "CORRECTED"), ("timestampType", "TIMESTAMP_LTZ")]:
        builder = builder.config("spark.sql." + name, value)
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    def answer(query):
        try:
            frame = spark.sql(query)
            types = [field.dataType.simpleString() for field in frame.schema.fields]
            texts = frame.toDF(*["c%d" % place for place in range(len(types))])
            texts = texts.selectExpr(*["cast(c%d as string)" % place for place in range(len(types))])
            return {"types": types, "rows": [list(row) for row in texts.collect()]}
        except Exception as error:
            return {"error": str(error)[:2000]}
    for line in sys.stdin:
        asked = json.loads(line)
        for view, path in asked.get("views", {}).items():
            spark.read.parquet(path).createOrReplaceTempView(view)
        print(json.dumps([answer(query) for query in asked["queries"]]), flush=True)
    """

  init() throws {
    process.executableURL = URL(fileURLWithPath: Self.python ?? "")
    process.arguments = ["-c", Self.script]
    process.currentDirectoryURL = FileManager.default.temporaryDirectory
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
    try process.run()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Parquet files as views of their names.
  func show(_ views: [String: String]) throws {
    let paths = views.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    _ = try ask(["views": .object(JSONObject(paths)), "queries": []])
  }

  private func ask(_ line: JSONValue) throws -> [JSONValue] {
    try input.fileHandleForWriting.write(contentsOf: Data((line.text + "\n").utf8))
    var answer = Data()
    while answer.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw SparkSays(description: "Spark has ended") }
      answer += more
    }
    return try JSONValue(parsing: String(decoding: answer, as: UTF8.self)).arrayValue ?? []
  }

  func expect(_ queries: [String]) {
    // What cannot be asked is asked again, and told then.
    guard let answers = try? ask(["queries": .array(queries.map(JSONValue.string))]) else { return }
    for (query, answer) in zip(queries, answers) { known[query] = answer }
  }

  func rows(_ sql: String) throws -> [[JSONValue]] {
    if known[sql] == nil { expect([sql]) }
    let answer = known[sql] ?? .null
    if let error = answer["error"]?.stringValue { throw SparkSays(description: error) }
    let types = answer["types"]?.arrayValue?.compactMap(\.stringValue) ?? []
    return answer["rows"]?.arrayValue?.map { row in
      zip(types, row.arrayValue ?? []).map { QualityAnswer.value($1.stringValue, ofSparkType: $0) }
    } ?? []
  }

  func prepared(_ sql: RuleSQL, _ context: QualityContext) throws(RuleSQLProblem) -> String {
    sql.text.replacing("\"primary\"", with: "`primary`")
  }
}

struct SparkSays: Error, CustomStringConvertible { let description: String }
