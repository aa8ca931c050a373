import Foundation
import JSON
import TestSupport
import Testing

/// Where a distributed Map finds its items, and where its results go, for real.
@Suite("A distributed Map that runs") struct MapItemsTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try folder.write(
      "name: little\ndefault_environment: dev\nenvironments:\n  dev: {lake: lake/dev}\n", to: "project.yml")
    try folder.write("id|name\r\n1|\"x|\"\"y\"\"\"\r\n2|z\r\n\r\n", to: "incoming/a.csv")
    try folder.write("{\"n\": 1}\n\n{\"n\": 2}\n{\"n\": 3}\n", to: "incoming/b.jsonl")
    try folder.write("{\"n\": 1}\nnone\n", to: "incoming/bad.jsonl")
    try folder.write("[]\n", to: "results/kept.json")
  }

  private static func reader(_ resource: String, _ parameters: String, _ config: String = "{}") -> String {
    #"{"Resource": "arn:aws:states:::\#(resource)", "Parameters": \#(parameters), "ReaderConfig": \#(config)}"#
  }

  private static func branch(_ name: String, _ reader: String, _ more: String = "") -> String {
    """
    {"StartAt": "\(name)", "States": {"\(name)": {"Type": "Map", "End": true, "ItemReader": \(reader)\(more),
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "\(name) item", "States": {"\(name) item": {"Type": "Pass", "End": true}}}}}}
    """
  }

  private func output(_ branches: [String]) throws -> JSONValue {
    let machine =
      #"{"StartAt": "All", "States": {"All": {"Type": "Parallel", "Branches": [\#(branches.joined(separator: ","))], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Bad"}], "End": true}, "Bad": {"Type": "Pass", "End": true}}}"#
    try folder.write(machine, to: "workflows/w.asl.json")
    try #require(try assay("validate").output.contains("error") == false)
    let answer = try assay("run", "w", "--json")
    let json = try answer.json()
    #expect(answer.status == 0, "\(json.text)")
    let steps = json["steps"]?.arrayValue ?? []
    let last = steps.first { $0["name"] == "Bad" } ?? steps.first { $0["name"] == "All" }
    return last?["state"]?["output"] ?? .null
  }

  private static let query = #"{"QueryString": "select 1 as n, 'a' as w union all select 2, 'b' order by 1"}"#

  @Test("takes them from files of CSV and JSON lines, a folder's objects, and a query's rows, and writes results")
  func items() throws {
    let found = try output([
      Self.branch(
        "csv", Self.reader("s3:getObject", #"{"Bucket": "incoming", "Key": "a.csv"}"#, #"{"CSVDelimiter": "PIPE"}"#)),
      Self.branch(
        "lines",
        Self.reader(
          "s3:getObject", #"{"Bucket": "incoming", "Key": "b.jsonl"}"#, #"{"InputType": "JSONL", "MaxItems": 2}"#)),
      Self.branch(
        "objects", Self.reader("s3:listObjectsV2", #"{"Bucket": "incoming", "Prefix": "b."}"#),
        #", "ItemSelector": {"key.$": "$$.Map.Item.Value.Key"}"#),
      Self.branch(
        "rows", Self.reader("athena:startQueryExecution.sync", Self.query), #", "ItemBatcher": {"MaxItemsPerBatch": 5}"#
      ),
      Self.branch(
        "written", Self.reader("athena:startQueryExecution.sync", Self.query),
        #", "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "results", "Prefix": "day"}}, "ResultSelector": {"key.$": "$.ResultWriterDetails.Key"}"#
      ),
    ])
    let results = found.arrayValue ?? []
    try #require(results.count == 5, "\(found.text)")
    #expect(results[0].text == #"[{"id":"1","name":"x|\"y\""},{"id":"2","name":"z"}]"#)
    #expect(results[1].text == #"[{"n":1},{"n":2}]"#)
    #expect(results[2].text == #"[{"key":"b.jsonl"}]"#)
    #expect(results[3].text == #"[{"Items":[{"n":1,"w":"a"},{"n":2,"w":"b"}]}]"#)
    let key = try #require(results[4]["key"]?.stringValue)
    #expect(key.hasPrefix("day/") && key.hasSuffix("/manifest.json"))
    let manifest = try JSONValue(parsing: folder.read("results/" + key))
    let file = try #require(manifest["ResultFiles"]?["SUCCEEDED"]?.arrayValue?.first?["Key"]?.stringValue)
    #expect(try JSONValue(parsing: folder.read("results/" + file)).text == #"[{"n":1,"w":"a"},{"n":2,"w":"b"}]"#)
  }

  @Test(
    "fails by one name, which tells what is wrong with the file",
    arguments: [
      (#"{"Bucket": "incoming", "Key": "none.csv"}"#, "{}", "There is no object “none.csv”"),
      (#"{"Bucket": "incoming", "Key": "bad.jsonl"}"#, "{}", "bad.jsonl: line 2"),
      (#"{"Bucket": "incoming", "Key": "b.jsonl"}"#, #"{"InputType": "PARQUET"}"#, "a query reads them"),
    ])
  func failures(parameters: String, config: String, reason: String) throws {
    let error = try output([Self.branch("bad", Self.reader("s3:getObject", parameters, config))])
    #expect(error["Error"] == "States.ItemReaderFailed")
    #expect(error["Cause"]?.stringValue?.contains(reason) == true, "\(error.text)")
  }
}
