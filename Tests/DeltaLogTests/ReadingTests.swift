import Clocks
import Foundation
import JSON
import TestSupport
import Testing

@testable import DeltaLog

@Suite struct ReadingTests {
  @Test("every version can be read by number") func everyVersionCanBeReadByNumber() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(5)
    for version in 0..<5 { #expect(try table.snapshot(version: Int64(version)).files.count == version + 1) }
    for version in [Int64(-1), 5] {
      #expect(throws: DeltaError.noSuchVersion(table: table.path, version: version, oldest: 0, newest: 4)) {
        try table.snapshot(version: version)
      }
    }
  }

  @Test("a folder without a log has no versions") func aFolderWithoutALogHasNoVersions() throws {
    let fixture = try Fixture()
    let error = #expect(throws: DeltaError.self) { try fixture.table.snapshot(version: 0) }
    #expect(error?.description == "\(fixture.path): is no Delta table; check the name, or build it first")
    #expect(throws: DeltaError.self) { try fixture.table.snapshot(asOf: Fixture.noon) }
  }

  @Test("a moment finds the version that stood then") func aMomentFindsTheVersionThatStoodThen() throws {
    let fixture = try Fixture()
    for minute in 0..<4 {
      let table = fixture.table(FixedClock(Fixture.noon.addingTimeInterval(TimeInterval(60 * minute))))
      try table.commit(Fixture.append("f\(minute)"), after: try table.snapshot())
    }
    let table = fixture.table
    #expect(try table.snapshot(asOf: Fixture.noon).version == 0)
    #expect(try table.snapshot(asOf: Fixture.noon.addingTimeInterval(119)).version == 1)
    #expect(try table.snapshot(asOf: Fixture.noon.addingTimeInterval(120)).version == 2)
    #expect(try table.snapshot(asOf: Fixture.noon.addingTimeInterval(9999)).version == 3)
    let before = Fixture.noon.addingTimeInterval(-1)
    #expect(throws: DeltaError.noVersionAt(table: table.path, moment: before, oldest: Fixture.noon)) {
      try table.snapshot(asOf: before)
    }
  }

  @Test("history is newest first and commits oldest first") func historyIsNewestFirstAndCommitsOldestFirst() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(5)
    #expect(try table.history(limit: 2).map(\.version) == [4, 3])
    #expect(try table.commits(after: 1, limit: 2).map(\.version) == [2, 3])
    #expect(try table.commits(after: 4) == [])
  }

  @Test("a missing version is a gap") func aMissingVersionIsAGap() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(4)
    try FileManager.default.removeItem(atPath: fixture.folder.path(fixture.logFile(2)))
    #expect(throws: DeltaError.gap(table: table.path, missing: 2, newest: 3)) { try table.snapshot() }
    #expect(try table.snapshot(version: 1).files.count == 2)
    #expect(try table.history().map(\.version) == [3, 1, 0])
    #expect(throws: DeltaError.gap(table: table.path, missing: 2, newest: 3)) { try table.commits(after: 0) }
    try FileManager.default.removeItem(atPath: fixture.folder.path(fixture.logFile(0)))
    #expect(throws: DeltaError.gap(table: table.path, missing: 0, newest: 3)) { try table.snapshot() }
  }

  @Test(
    "files that are not the logs are passed over",
    arguments: [
      ".4.json.1234.tmp", "00000000000000000004.json.tmp", "_00000000000000000004.json", "4.json", "tmpabc",
      "00000000000000000004.crc", "00000000000000000001.checkpoint.0000000001.0000000000.parquet", "x.parquet",
      "00000000000000000004.checkpoint.0000000001.0000000002.parquet", "99999999999999999999.json",
    ])
  func filesThatAreNotTheLogsArePassedOver(name: String) throws {
    let fixture = try Fixture()
    let table = try fixture.commit(4)
    try fixture.folder.write("half a commit {", to: "silver/orders/_delta_log/" + name)
    #expect(try table.snapshot()?.version == 3)
    #expect(try table.commit(Fixture.append("next"), after: try table.snapshot()) == 4)
  }

  /// What a disk leaves of a commit whose bytes it lost; rows would be missing without a word.
  @Test("a commit of nothing is damaged", arguments: ["", "\n", " \r\n\n"])
  func aCommitOfNothingIsDamaged(left: String) throws {
    let fixture = try Fixture()
    let table = try fixture.commit(2)
    try fixture.folder.write(left, to: fixture.logFile(2))
    #expect(
      throws: DeltaError.damaged(table: table.path, file: "00000000000000000002.json", reason: "nothing is in it")
    ) { try table.snapshot() }
    #expect(try table.snapshot(version: 1).files.count == 2)
  }

  @Test("a torn commit names its file and line") func aTornCommitNamesItsFileAndLine() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(2)
    try fixture.folder.write("{\"commitInfo\":{}}\n{\"add\":{\"pa", to: fixture.logFile(2))
    #expect(
      throws: DeltaError.damaged(
        table: table.path, file: "00000000000000000002.json",
        reason: "line 2 is not JSON: the text has no end at byte 11")
    ) { try table.snapshot() }
    #expect(try table.snapshot(version: 1).files.count == 2)
  }

  @Test("a log without a table definition is damaged") func aLogWithoutATableDefinitionIsDamaged() throws {
    let fixture = try Fixture()
    try fixture.folder.write(#"{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}"#, to: fixture.logFile(0))
    #expect(
      throws: DeltaError.damaged(
        table: fixture.path, file: "_delta_log", reason: "no metaData action up to version 0")
    ) { try fixture.table.snapshot() }
  }

  @Test(
    "what is not supported is refused by name",
    arguments: [
      (#"{"protocol":{"minReaderVersion":4,"minWriterVersion":7}}"#, "reader version 4"),
      (
        #"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors","typeWidening"]}}"#,
        "typeWidening"
      ),
      (#"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["variantType"]}}"#, "variantType"),
      (
        #"{"metaData":{"id":"x","schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"v\",\"type\":\"variant\"}]}"}}"#,
        "the column type variant"
      ),
    ])
  func whatIsNotSupportedIsRefusedByName(line: String, feature: String) throws {
    let fixture = try Fixture()
    let table = try fixture.commit(1)
    try fixture.folder.write(line + "\n", to: fixture.logFile(1))
    #expect(throws: DeltaError.unsupported(table: table.path, feature: feature)) { try table.snapshot() }
  }

  @Test("A feature list with only known features is read, and refused to writers by the first of them")
  func knownFeaturesAreRead() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(1)
    let names = ["deletionVectors", "columnMapping", "timestampNtz", "v2Checkpoint", "vacuumProtocolCheck"]
    let list = names.map { "\"\($0)\"" }.joined(separator: ",")
    try fixture.folder.write(
      #"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":[\#(list)],"writerFeatures":[\#(list)]}}"#,
      to: fixture.logFile(1))
    let base = try #require(try table.snapshot())
    #expect(base.writingObstacle == "deletionVectors")
    #expect(throws: DeltaError.unsupported(table: table.path, feature: "deletionVectors")) {
      try table.commit(Fixture.append("b"), after: base)
    }
  }

  @Test(
    "Column mapping counts where the protocol allows for it, and an unknown mode is refused",
    arguments: [
      (1, "name", ColumnMapping.none), (2, "name", .name), (2, "ID", .id), (2, "none", ColumnMapping.none),
      (2, "column", nil),
    ] as [(Int, String, ColumnMapping?)])
  func mapping(reader: Int, mode: String, expected: ColumnMapping?) throws {
    let fixture = try Fixture()
    var first = Fixture.append("a")
    first.definition?.configuration = ["delta.columnMapping.mode": mode]
    try fixture.table.commit(first, after: nil)
    try fixture.folder.write(
      #"{"protocol":{"minReaderVersion":\#(reader),"minWriterVersion":5}}"#, to: fixture.logFile(1))
    if let expected {
      #expect(try fixture.table.snapshot()?.columnMapping == expected)
    } else {
      let feature = "columnMapping (mode \(mode))"
      #expect(throws: DeltaError.unsupported(table: fixture.path, feature: feature)) { try fixture.table.snapshot() }
    }
  }

  @Test("A definition out of force is not judged", arguments: ["{}", #"{"id":"x","schemaString":"{"}"#])
  func earlierDefinitions(metadata: String) throws {
    let fixture = try Fixture()
    let table = try fixture.commit(1)
    let first = try fixture.folder.read(fixture.logFile(0))
    let lines = first.split(separator: "\n").map {
      $0.hasPrefix(#"{"metaData""#) ? #"{"metaData":\#(metadata)}"# : String($0)
    }
    try fixture.folder.write(lines.joined(separator: "\n"), to: fixture.logFile(0))
    #expect(throws: DeltaError.self) { try table.snapshot() }
    let definition = try #require(first.split(separator: "\n").first { $0.hasPrefix(#"{"metaData""#) })
    try fixture.folder.write(String(definition), to: fixture.logFile(1))
    #expect(try table.snapshot()?.files.count == 1)
  }

  @Test(
    "A table another writer asked more of begins again in one commit, known to this program or not",
    arguments: [
      #"{"protocol":{"minReaderVersion":1,"minWriterVersion":4}}"#,
      #"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors"],"writerFeatures":[]}}"#,
      #"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["variantType"],"writerFeatures":[]}}"#,
    ])
  func beginsAgain(line: String) throws {
    let fixture = try Fixture()
    let table = try fixture.commit(2)
    try fixture.folder.write(line + "\n", to: fixture.logFile(2))
    let base = try #require(try table.snapshotToReplace())
    var anew = Fixture.append("new")
    anew.startsAnew = true
    #expect(throws: DeltaError.invalid(table: table.path, reason: "nothing was committed")) {
      do { try table.commit(anew, after: base) } catch {
        guard case DeltaError.invalid = error else { throw error }
        throw DeltaError.invalid(table: table.path, reason: "nothing was committed")
      }
    }
    anew.removes = base.files
    #expect(try table.commit(anew, after: base) == 3)
    let snapshot = try #require(try table.snapshot())
    #expect(snapshot.files.map(\.path) == ["new"])
    #expect(snapshot.writingObstacle == nil)
    #expect(try table.commit(Fixture.append("next"), after: snapshot) == 4)
  }

  @Test("Numbers at the end of their range are told and never trap")
  func extremes() throws {
    let fixture = try Fixture()
    var change = Fixture.append("a")
    change.adds = [Fixture.file("a", rows: .max), Fixture.file("b", rows: .max), Fixture.file("c", rows: -5)]
    try fixture.table.commit(change, after: nil)
    #expect(try fixture.table.snapshot()?.rowCount == nil)
    try fixture.folder.write("{}", to: fixture.logFile(0).replacing("00000000000000000000", with: "0\(Int64.max)"))
    #expect(throws: DeltaError.self) { try fixture.table.snapshot() }
  }

  @Test(
    "A file's path is one however it is written",
    arguments: ["file:/some/x.parquet", "file:///some/x.parquet", "file://localhost/some/x.parquet", "/some/x.parquet"])
  func paths(text: String) throws {
    #expect(try PathEncoding.decode(text) == "/some/x.parquet")
  }

  @Test("Steps upwards in a path are gone from where the table is")
  func stepsUpwards() throws {
    let folder = try TemporaryFolder()
    #expect(FilePath.full("../other/x.parquet", in: folder.path("a/b")) == folder.path("a/other/x.parquet"))
    #expect(FilePath.full("/q/../x.parquet", in: "/t") == "/x.parquet")
    #expect(FilePath.full("a..b/x.parquet", in: "/t") == "/t/a..b/x.parquet")
  }

  @Test(
    "a table that only cannot be written can be read",
    arguments: [
      (#"{"protocol":{"minReaderVersion":1,"minWriterVersion":4}}"#, "writer version 4"),
      (
        #"{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["appendOnly","generatedColumns"]}}"#,
        "generatedColumns"
      ),
      (#"{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["appendOnly","invariants"]}}"#, nil),
      (#"{"protocol":{"minReaderVersion":2,"minWriterVersion":2}}"#, nil),
    ])
  func aTableThatOnlyCannotBeWrittenCanBeRead(line: String, feature: String?) throws {
    let fixture = try Fixture()
    let table = try fixture.commit(1)
    try fixture.folder.write(line + "\n", to: fixture.logFile(1))
    let base = try #require(try table.snapshot())
    if let feature {
      #expect(throws: DeltaError.unsupported(table: table.path, feature: feature)) {
        try table.commit(Fixture.append("b"), after: base)
      }
    } else {
      #expect(try table.commit(Fixture.append("b"), after: base) == 2)
    }
  }

  @Test("checks of other writers keep us from writing") func checksOfOtherWritersKeepUsFromWriting() throws {
    let fixture = try Fixture()
    var first = Fixture.append("a")
    first.definition?.configuration = ["delta.constraints.positive": "id > 0"]
    first.definition?.schema.fields[0].metadata = ["delta.invariants": "{}"]
    try fixture.table.commit(first, after: nil)
    let base = try fixture.table.snapshot()
    #expect(throws: DeltaError.unsupported(table: fixture.path, feature: "an invariant on the column id")) {
      try fixture.table.commit(Fixture.append("b"), after: base)
    }
  }

  @Test("others encode the same path differently") func othersEncodeTheSamePathDifferently() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(1)
    let add = #"{"add":{"path":"a b/é.parquet","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}"#
    let remove = #"{"remove":{"path":"a%20b/%C3%A9.parquet","dataChange":true}}"#
    try fixture.folder.write(add + "\n", to: fixture.logFile(1))
    #expect(try table.snapshot()?.files.map(\.path) == ["a b/é.parquet", "f0"])
    try fixture.folder.write(remove + "\n", to: fixture.logFile(2))
    #expect(try table.snapshot()?.files.map(\.path) == ["f0"])
  }
}
