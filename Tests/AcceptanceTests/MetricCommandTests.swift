import Foundation
import JSON
import TestSupport
import Testing

/// `assay metrics put`, `list`, `get` and `export` on the real binary.
@Suite("A script's own figures") struct MetricCommandTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("name: little\nsources: {orders: {path: incoming/*.csv}}\n", to: "project.yml")
    assay = Binary(folder: folder.path)
  }

  private func put(_ arguments: String...) throws { try put(arguments) }

  private func put(_ arguments: [String]) throws {
    let answer = try assay.run(["metrics", "put"] + arguments)
    #expect(answer.status == 0, "\(arguments): \(answer.error)")
  }

  @Test(
    "dimensions are one or several at once, as the AWS command line takes them",
    arguments: [
      (["--dimensions", "Layer=silver,Table=orders"], ["Layer": "silver", "Table": "orders"]),
      (["--dimension", "Layer=silver", "--dimension", "Table=orders"], ["Layer": "silver", "Table": "orders"]),
      (["--dimensions", "Name=Layer,Value=silver"], ["Layer": "silver"]),
      (["--dimensions", "Place=Berlin, Mitte"], ["Place": "Berlin, Mitte"]), ([], [:]),
    ])
  func dimensions(options: [String], expected: [String: String]) throws {
    try put(["Latency", "5"] + options)
    let listed = try assay.run(["metrics", "list", "Latency", "--json"] + options).json()
    let found = try #require(listed.arrayValue?.first?["dimensions"])
    #expect(listed.arrayValue?.count == 1 && found.objectValue?.keys.count == expected.count)
    for (name, value) in expected { #expect(found[name]?.stringValue == value) }
  }

  @Test("a value below zero is one, and what is no number is refused", arguments: ["-5", "-12.5", "-1e-3", "0", "7"])
  func signs(value: String) throws {
    try put("Profit", value)
    let values = try assay("metrics", "get", "Profit", "--stat", "Minimum", "--period", "60", "--json").json()
    #expect(values.arrayValue?.first?["values"]?.arrayValue?.first?["value"]?.doubleValue == Double(value))
    for wrong in ["many", "--nmae", "nan"] { #expect(try assay("metrics", "put", "Profit", wrong).status == 2) }
    #expect(try assay("metrics", "put", "Profit", "1", "2").status == 2)
  }

  @Test("different units and dimensions are metrics of their own, and a statistic set has a sum and no median")
  func streams() throws {
    try put("Latency", "5", "--unit", "Seconds")
    try put("Latency", "9", "--unit", "Milliseconds")
    try put("Latency", "--set", "3,12,2,6", "--dimension", "Shop=berlin")
    #expect(try assay("metrics", "list", "Latency", "--json").json().arrayValue?.count == 3)
    func values(_ statistic: String) throws -> [Double] {
      let found = try assay(
        "metrics", "get", "Latency", "--dimension", "Shop=berlin", "--stat", statistic, "--period", "1h", "--json")
      return try (found.json().arrayValue?.first?["values"]?.arrayValue ?? []).compactMap { $0["value"]?.doubleValue }
    }
    #expect(try values("Sum") == [12])
    #expect(try values("Average") == [4])
    #expect(try values("SampleCount") == [3])
    #expect(try values("p50") == [])
  }

  @Test("what a scraper takes is written whatever names and values are, each metric apart")
  func openMetrics() throws {
    try put("We \"ird\\n", "3", "--namespace", "A b", "--dimension", "a b=x", "--dimension", "a-b=y\"\\")
    try put("Latency", "1", "--dimension", "a b=x")
    try put("Latency", "-2.5", "--dimension", "a-b=x")
    try put("Latency", "1e300", "--dimension", "é=line\nline")
    try put("Latency", "4", "--dimension", "1st=ü", "--unit", "Seconds")
    try put("latency", "6")
    try put("9 lives", "9", "--dimension", "__name__=x")
    let answer = try assay("metrics", "export", "--format", "openmetrics")
    let text = try OpenMetricsText(answer.output)
    #expect(text.samples.map(\.value).sorted() == [-2.5, 1, 3, 4, 6, 9, 1e300])
    #expect(Set(text.samples.map(\.name)).isSubset(of: text.types.keys))
    #expect(text.types.values.allSatisfy { $0 == "gauge" })
    #expect(text.samples.contains { $0.labels.values.contains("line\nline") })
    #expect(text.samples.contains { $0.labels.values.contains("y\"\\") })
  }

  @Test("a project without figures is an empty exposition, and an end")
  func nothing() throws {
    let answer = try assay("metrics", "export", "--format", "openmetrics")
    #expect(answer.status == 0 && answer.output == "# EOF\n")
    #expect(try OpenMetricsText(answer.output).samples.isEmpty)
  }
}
