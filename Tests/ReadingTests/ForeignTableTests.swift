import DeltaLog
import Foundation
import JSON
import PipelineSupport
import Testing
import TestSupport

@testable import Lake
@testable import Reading

@Suite("Delta tables of other makers")
struct ForeignTableTests {
  private let pipeline: Pipeline
  private let session: LakeSession

  init() throws {
    pipeline = try Pipeline(["project.yml": "name: foreign\n"])
    session = try pipeline.session()
  }

  @Test(
    "Struct members that came later are read, whichever file is first and whatever the statistics count",
    arguments: [(1, 5), (5, 1), (3, 3)])
  func structMembers(old: Int, new: Int) throws {
    let table = try ForeignTable(session)
    try table.write(
      "old.parquet",
      "SELECT 1 AS id, {'a': 1} AS s, [{'a': 1}] AS l, MAP {'k': {'a': 1}} AS m FROM range(\(old))")
    try table.write(
      "new.parquet",
      "SELECT 2 AS id, {'a': 2, 'b': 'x'} AS s, [{'a': 2, 'b': 'x'}] AS l, MAP {'k': {'a': 2, 'b': 'x'}} AS m FROM range(\(new))"
    )
    let members = ForeignTable.structure(ForeignTable.field("a", "integer"), ForeignTable.field("b", "string"))
    let map: JSONValue = ["type": "map", "keyType": "string", "valueType": members, "valueContainsNull": true]
    func stats(_ rows: Int) -> String {
      #"{"numRecords":\#(rows),"nullCount":{"id":0,"s":{"a":0},"l":0,"m":0}}"#
    }
    try table.commit(
      0, ForeignTable.plain,
      ForeignTable.metadata([
        ForeignTable.field("id", "integer"), ForeignTable.field("s", members),
        ForeignTable.field("l", ForeignTable.list(members)), ForeignTable.field("m", map),
      ]), ForeignTable.add("old.parquet", stats: stats(old)), ForeignTable.add("new.parquet", stats: stats(new)))
    let counted = try table.rows(select: "count(*), count(s.b), count(l[1].b), count(m['k'].b)")
    #expect(counted == [["\(old + new)", "\(new)", "\(new)", "\(new)"]])
  }

  @Test("Statistics that name a column the files lack do not make it one of theirs")
  func statisticsThatNameMore() throws {
    let table = try ForeignTable(session)
    try table.write("a.parquet", "SELECT 1 AS id")
    try table.commit(
      0, ForeignTable.plain,
      ForeignTable.metadata([ForeignTable.field("id", "integer"), ForeignTable.field("t", "date")]),
      ForeignTable.add("a.parquet", stats: #"{"numRecords":1,"nullCount":{"id":0,"t":0}}"#))
    #expect(try table.rows() == [["1", "∅"]])
  }

  @Test(
    "Rows of a deletion vector are left out by their place in the file, and of no other file",
    arguments: DeletionVectorBytes.Form.allCases, [[0, 2], [9999], Array(1..<9000)] as [[UInt32]])
  func deletionVectors(form: DeletionVectorBytes.Form, deleted: [UInt32]) throws {
    let table = try ForeignTable(session)
    for file in ["a", "b"] {
      try table.write("\(file).parquet", "SELECT range AS id, '\(file)' AS f FROM range(10000)")
    }
    let fields = [ForeignTable.field("id", "long"), ForeignTable.field("f", "string")]
    try table.commit(
      0, ForeignTable.features("deletionVectors"), ForeignTable.metadata(fields), ForeignTable.add("a.parquet"),
      ForeignTable.add("b.parquet"))
    try table.commit(
      1, ["remove": ["path": "a.parquet", "dataChange": true]],
      ForeignTable.add("a.parquet", vector: ForeignTable.inlineVector(deleted, form)))
    let kept = try table.rows(select: "count(*), count(*) FILTER (f = 'b'), list_sort(list(id) FILTER (f = 'a'))[1:3]")
    let first = (0..<10000).filter { !deleted.contains(UInt32($0)) }.prefix(3).map(String.init)
    #expect(kept == [["\(20_000 - deleted.count)", "10000", "[\(first.joined(separator: ", "))]"]])
    #expect(try table.rows(.version(0), select: "count(*)") == [["20000"]])
    #expect(try session.deltaTable(path: table.path).snapshot()?.rowCount == nil)
  }

  @Test("Columns are found by their physical names, nested ones and partition values, too", arguments: ["name", "id"])
  func columnMapping(mode: String) throws {
    let table = try ForeignTable(session)
    let numbers =
      mode == "id" ? ", FIELD_IDS {'col-1': 1, 'col-2': {__duckdb_field_id: 2, 'col-3': 3}, 'col-5': 5}" : ""
    try table.write(
      "xx/a.parquet",
      #"SELECT 7::BIGINT AS "col-1", {'col-3': 8} AS "col-2", [{'col-6': 9}] AS "col-5" UNION ALL SELECT 1, NULL, NULL"#,
      options: numbers)
    try table.commit(
      0, ForeignTable.features("columnMapping"),
      ForeignTable.metadata(
        [
          ForeignTable.field("the id", "long", mapped: (1, "col-1")),
          ForeignTable.field(
            "s",
            ForeignTable.structure(
              ForeignTable.field("a", "integer", mapped: (3, "col-3")),
              ForeignTable.field("new", "string", mapped: (4, "col-4"))), mapped: (2, "col-2")),
          ForeignTable.field(
            "l", ForeignTable.list(ForeignTable.structure(ForeignTable.field("x", "integer", mapped: (6, "col-6")))),
            mapped: (5, "col-5")),
          ForeignTable.field("p", "string", mapped: (7, "col-7")),
        ], partitions: ["p"], configuration: ["delta.columnMapping.mode": .string(mode)]),
      ForeignTable.add("xx/a.parquet", partitions: ["col-7": "north"]))
    #expect(
      try table.rows(select: #""the id", s.a, s.new, l[1].x, p, s IS NULL"#) == [
        ["1", "∅", "∅", "∅", "north", "true"], ["7", "8", "∅", "9", "north", "false"],
      ])
  }

  @Test("Where files call columns otherwise, the numbers lead to them")
  func columnNumbers() throws {
    let table = try ForeignTable(session)
    try table.write("a.parquet", "SELECT 7 AS zz, 8 AS yy", options: ", FIELD_IDS {zz: 1, yy: 2}")
    try table.commit(
      0, ForeignTable.features("columnMapping"),
      ForeignTable.metadata(
        [
          ForeignTable.field("b", "integer", mapped: (2, "col-2")),
          ForeignTable.field("a", "integer", mapped: (1, "col-1")),
        ], configuration: ["delta.columnMapping.mode": "id"]), ForeignTable.add("a.parquet"))
    #expect(try table.rows() == [["8", "7"]])
  }

  @Test("Moments without a time zone are read as they stand, in partition values, too")
  func momentsWithoutZone() throws {
    let table = try ForeignTable(session)
    try table.write("a.parquet", "SELECT TIMESTAMP '2024-01-02 03:04:05.000006' AS t")
    try table.commit(
      0, ForeignTable.features("timestampNtz"),
      ForeignTable.metadata(
        [ForeignTable.field("t", "timestamp_ntz"), ForeignTable.field("p", "timestamp_ntz")], partitions: ["p"]),
      ForeignTable.add("a.parquet", partitions: ["p": "2024-01-02 00:00:00"]))
    #expect(
      try table.rows(select: "CAST(t AS VARCHAR), CAST(p AS VARCHAR)") == [
        ["2024-01-02 03:04:05.000006", "2024-01-02 00:00:00"]
      ])
  }

  @Test("A checkpoint with sidecars is read from JSON and from Parquet", arguments: ["json", "parquet", "classic"])
  func sidecars(kind: String) throws {
    let table = try ForeignTable(session)
    for index in 0..<3 { try table.write("f\(index).parquet", "SELECT \(index) AS id") }
    let metadata = ForeignTable.metadata([ForeignTable.field("id", "integer")])
    try table.write(
      "_delta_log/_sidecars/s.parquet",
      """
      SELECT {'path': 'f' || range || '.parquet', 'partitionValues': MAP {}, 'size': 1::BIGINT,
        'modificationTime': 1::BIGINT, 'dataChange': false} AS add FROM range(2)
      """)
    try table.commit(1, ForeignTable.add("f2.parquet"))
    let name = "_delta_log/00000000000000000000.checkpoint." + (kind == "classic" ? "" : "0f0e-uuid.")
    let schema = metadata["metaData"]?["schemaString"]?.stringValue ?? ""
    if kind == "json" {
      let lines: [JSONValue] = [
        ["checkpointMetadata": ["version": 0]], ForeignTable.features("v2Checkpoint"), metadata,
        ["sidecar": ["path": "s.parquet", "sizeInBytes": 1, "modificationTime": 1]],
      ]
      try Data(lines.map { $0.text + "\n" }.joined().utf8)
        .write(to: URL(fileURLWithPath: table.path + "/" + name + "json"))
    } else {
      try table.write(
        name + "parquet",
        """
        SELECT {'minReaderVersion': 3, 'minWriterVersion': 7, 'readerFeatures': ['v2Checkpoint'],
            'writerFeatures': ['v2Checkpoint']} AS protocol, NULL AS "metaData", NULL AS sidecar
        UNION ALL BY NAME SELECT {'id': 'x', 'format': {'provider': 'parquet'}, 'schemaString': '\(schema)',
            'partitionColumns': []::VARCHAR[], 'configuration': MAP {}::MAP(VARCHAR, VARCHAR)} AS "metaData"
        UNION ALL BY NAME SELECT {'path': 's.parquet', 'sizeInBytes': 1} AS sidecar
        """)
    }
    #expect(try table.rows() == [["0"], ["1"], ["2"]])
  }

  @Test("A data file that is not there is named with its version and what to do")
  func missingFile() throws {
    let table = try ForeignTable(session)
    try table.commit(
      0, ForeignTable.plain, ForeignTable.metadata([ForeignTable.field("id", "integer")]),
      ForeignTable.add("gone.parquet"))
    let error = #expect(throws: LakeError.self) { try table.rows() }
    #expect(error?.error == "Assay.DataFileMissing")
    #expect(error?.cause.contains("version 0 names \(table.path)/gone.parquet") ?? false)
    #expect(error?.cause.contains("vacuumed or deleted") ?? false)
  }

  @Test("Files outside of the lake are named, and read by a session that may", arguments: [false, true])
  func outside(byStepsUpwards: Bool) throws {
    let folder = try TemporaryFolder()
    let table = try ForeignTable(session, "clone")
    let inside = try ForeignTable(session, "other")
    try inside.write("a.parquet", "SELECT 5 AS id")
    let place = folder.path("a.parquet")
    try FileManager.default.moveItem(atPath: inside.path + "/a.parquet", toPath: place)
    let ups = String(repeating: "../", count: table.path.split(separator: "/").count)
    try table.commit(
      0, ForeignTable.plain, ForeignTable.metadata([ForeignTable.field("id", "integer")]),
      ForeignTable.add(byStepsUpwards ? ups + place.dropFirst() : "file:\(place)"))
    let error = #expect(throws: LakeError.self) { try table.rows() }
    #expect(error?.error == "Assay.OutsideOfLake")
    #expect(try RowReading(session, for: .owner).foldersOutside(path: table.path, version: .newest) == [folder.path])
  }

  @Test("Row counts at the end of their range are read over")
  func hugeCounts() throws {
    let table = try ForeignTable(session)
    for name in ["a", "b"] { try table.write("\(name).parquet", "SELECT 1 AS id") }
    let stats = #"{"numRecords":9223372036854775807,"nullCount":{"id":0}}"#
    try table.commit(
      0, ForeignTable.plain, ForeignTable.metadata([ForeignTable.field("id", "integer")]),
      ForeignTable.add("a.parquet", stats: stats), ForeignTable.add("b.parquet", stats: stats))
    #expect(try table.rows() == [["1"], ["1"]])
    #expect(try RowReading(session, for: .owner).read(path: table.path, version: .newest, limit: 5).rows.count == 2)
  }
}
