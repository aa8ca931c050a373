import JSON
import Testing

@testable import DeltaLog

@Suite struct ActionTests {
  @Test("an added file goes through its line and back") func anAddedFileGoesThroughItsLineAndBack() throws {
    let file = AddFile(
      path: "s=a%20b/month=__HIVE_DEFAULT_PARTITION__/p.parquet", partitionValues: ["s": "a b", "month": nil],
      size: 1234, modificationTime: 1_800_000_000_123,
      stats: FileStatistics(numRecords: 3, minValues: ["id": 1], maxValues: ["id": 9], nullCount: ["id": 0]))
    #expect(
      file.action.text == #"{"add":{"path":"s=a%2520b/month=__HIVE_DEFAULT_PARTITION__/p.parquet","#
        + #""partitionValues":{"month":null,"s":"a b"},"size":1234,"modificationTime":1800000000123,"dataChange":true,"#
        + #""stats":"{\"numRecords\":3,\"minValues\":{\"id\":1},\"maxValues\":{\"id\":9},\"nullCount\":{\"id\":0}}"}}"#)
    let back = try AddFile(action: file.action)
    #expect(back == file)
    #expect(back.stats?.maxValues["id"]?.intValue == 9)
    #expect(back.fullPath(in: "/t") == "/t/s=a%20b/month=__HIVE_DEFAULT_PARTITION__/p.parquet")
  }

  @Test("an empty partition value is null") func anEmptyPartitionValueIsNull() throws {
    let file = try AddFile(
      action: ["add": ["path": "p", "partitionValues": ["m": ""], "size": 1, "modificationTime": 1]])
    #expect(file.partitionValues == ["m": nil])
    #expect(file.dataChange)
  }

  @Test("unreadable statistics are none", arguments: ["", "{", "{}", "[1]", "{\"numRecords\":\"x\"}"])
  func unreadableStatisticsAreNone(text: String) throws {
    let file = try AddFile(action: ["add": ["path": "p", "size": 1, "modificationTime": 1, "stats": .string(text)]])
    #expect(file.stats == nil)
    #expect(file.action["add"]?["stats"] == .string(text))
  }

  @Test("a deletion vector that is none is refused") func aDeletionVectorThatIsNoneIsRefused() {
    let line: JSONValue = [
      "add": ["path": "p", "size": 1, "modificationTime": 1, "deletionVector": ["storageType": "u"]]
    ]
    #expect(throws: DeltaFormatError.malformed("\"cardinality\" is missing")) { try Action(line) }
  }

  @Test(
    "a line that breaks the format says where",
    arguments: [
      (#"{"add":{"size":1,"modificationTime":1}}"#, "\"path\" is missing"),
      (#"{"add":{"path":"p","size":"1","modificationTime":1}}"#, "\"size\" is not a whole number"),
      (
        #"{"add":{"path":"p","size":1,"modificationTime":1,"partitionValues":{"a":1}}}"#,
        "\"partitionValues\" holds 1 where a text is expected"
      ),
      (#"{"txn":{"version":1}}"#, "\"appId\" is missing"), ("[]", "an action is not an object"),
    ])
  func aLineThatBreaksTheFormatSaysWhere(line: String, reason: String) {
    #expect(throws: DeltaFormatError.malformed(reason)) { try Action(JSONValue(parsing: line)) }
  }

  @Test(
    "actions of no use are passed over",
    arguments: ["{}", #"{"cdc":{"path":"x"}}"#, #"{"somethingNew":{"a":1}}"#, #"{"add":null,"domainMetadata":{}}"#])
  func actionsOfNoUseArePassedOver(line: String) throws {
    guard case .other = try Action(JSONValue(parsing: line)) else { return #expect(Bool(false)) }
  }

  @Test("commit info keeps what the project puts in") func commitInfoKeepsWhatTheProjectPutsIn() {
    var info = CommitInfo(
      operation: "MERGE", parameters: ["mode": "Append"], metrics: ["numOutputRows": "3"],
      custom: ["run": "r-1", "inputs": ["silver.orders": 4], "pending": [Fixture.file("q").action]])
    info.timestamp = Fixture.noon
    #expect(CommitInfo(action: info.action) == info)
    #expect(info.action["commitInfo"]?["timestamp"]?.intValue == 1_800_000_000_000)
  }
}
