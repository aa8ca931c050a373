import Foundation
import JSON
import Lake
import Project
import SparkCompute
import TestSupport
import Testing
import Words

/// A folder that the driver knows by an address of Spark's own file systems, as it does a bucket. No process is watched.
private final class AddressedExchange: SparkExchange {
  private let inner: LocalExchange
  let address: String
  let watched: pid_t? = nil
  var pause: Duration { inner.pause }

  init(_ folder: String) throws {
    inner = try LocalExchange(folder)
    address = "file://" + folder
    try put("", as: "alive")
  }

  func put(_ text: String, as name: String) throws { try inner.put(text, as: name) }
  func get(_ name: String) throws -> String? {
    // Whoever waits is alive.
    try put("", as: "alive")
    return try inner.get(name)
  }
  func remove(_ names: [String]) { inner.remove(names) }

  func hand(_ text: String, as name: String) throws -> AnyObject {
    try put(text, as: name)
    return inner
  }

  func share(_ path: String) throws -> String { "file://" + path }
  func target(_ folder: String) throws -> String { "file://" + folder }
  func place(of folder: String) -> WrittenRows.Place { .folder(folder) }
  func fetch(_ names: [String], of folder: String) throws {}
  func remove() { inner.remove() }
}

@Suite(
  "The runner, told what to do by files that only Spark's file systems know", .serialized,
  .enabled(if: sparkPrograms != nil, "ASSAY_SPARK names no Python with pyspark"))
struct SparkExchangeTests {
  @Test("answers, gives away no secret, says what Spark refuses, and ends with who asks")
  func serves() throws {
    let folder = try TemporaryFolder()
    var settings = ComputeSettings()
    settings.submit = [
      "PATH=\(try #require(sparkPrograms)):/usr/bin:/bin", "spark-submit", "--master", "local[1]", "--conf",
      "spark.ui.enabled=false",
    ]
    let driver = SparkDriver(
      SubmitLauncher(settings, exchange: { [folder] in try AddressedExchange(folder.path("exchange")) }) { [folder] in
        folder.path("here")
      }, conf: ["spark.sql.ansi.enabled": "true"])
    let listener = Silence()
    func ask(_ sql: String, _ secrets: [String: String] = [:]) throws -> JSONValue {
      try driver.ask(listener) { exchange in
        SparkAsk(
          table: "gold.t", subject: "its query",
          json: [
            "kind": "write", "inputs": [], "sql": .string(sql), "columns": ["id", "p"], "partition_columns": ["p"],
            "key": ["id"], "doubt": "`id` is null", "looks_at": [],
            "target": .string(try exchange.target(folder.path("rows"))),
          ], secrets: secrets)
      }
    }
    let written = try ask(
      "select explode(array(1, 2, 2, null)) as id, salt as p from assay_secrets", ["salt": "pepper"])
    let files = try #require(written["files"]?.arrayValue)
    #expect(files.map { $0["partition"] } == [["pepper"]])
    let names = (files.compactMap { $0["name"] } + (written["rest"]?.arrayValue ?? [])).compactMap(\.stringValue)
    #expect(names.count > 2 && names.allSatisfy { FileManager.default.fileExists(atPath: folder.path("rows/\($0)")) })
    #expect(!FileManager.default.fileExists(atPath: folder.path("exchange/secrets-1")))
    let failure = #expect(throws: LakeError.self) { try ask("select cast('x' as int) as id, '' as p") }
    #expect(failure?.cause.contains("CAST_INVALID_INPUT") == true, "\(failure?.cause ?? "")")
    driver.end()
    #expect(!FileManager.default.fileExists(atPath: folder.path("exchange")))
  }
}

private struct Silence: StepReporter {
  let isStopped = false
  func log(_ level: LogLevel, _ message: String) {}
  func progress(_ fraction: Double?, _ message: String) {}
}
