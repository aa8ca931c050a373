import DuckDBCompute
import Foundation
import Lake
import PipelineSupport
import SampleShop
import TestSupport
import Testing
import Words

/// The Python that has the other readers; nil where the tests have none.
private enum Peers {
  static let python = ProcessInfo.processInfo.environment["ASSAY_PEERS"]
}

/// Tables as others read them. Needs a Python with deltalake, pyarrow and duckdb, named by ASSAY_PEERS.
@Suite("Tables read by others", .enabled(if: Peers.python != nil, "needs ASSAY_PEERS"))
struct ForeignReaderTests {
  /// Compares, for each table, our rows (a Parquet file) with those of delta-rs and of DuckDB's delta extension.
  private static let script = """
    import json, sys, duckdb, deltalake
    extension, tables = sys.argv[1], json.load(open(sys.argv[2]))
    con = duckdb.connect()
    con.execute(f"LOAD '{extension}'")
    con.execute("SET TimeZone = 'UTC'")
    def plain(relation):
        columns = con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
        names = ", ".join(
            f'CAST("{name}" AS TIMESTAMP) AS "{name}"' if type == "TIMESTAMP WITH TIME ZONE" else f'"{name}"'
            for name, type, *_ in sorted(columns))
        return f"SELECT {names} FROM {relation}"
    for path, version, ours in tables:
        arrow = deltalake.DeltaTable(path, version=version).to_pyarrow_table()
        con.register("delta_rs", arrow)
        mine = plain(f"read_parquet('{ours}')")
        wanted = "" if version is None else f", version => {version}"
        for reader, relation in (("delta-rs", "delta_rs"), ("duckdb delta", f"delta_scan('{path}'{wanted})")):
            theirs = plain(relation)
            different = con.execute(
                f"SELECT count(*) FROM ((({mine}) EXCEPT ALL ({theirs})) UNION ALL (({theirs}) EXCEPT ALL ({mine})))"
            ).fetchone()[0]
            rows = con.execute(f"SELECT count(*) FROM ({mine})").fetchone()[0]
            print(f"{path} {version} {reader}: {different} of {rows} rows differ") if different else None
    """

  /// What differs, one line each; empty when everything agrees.
  /// - Parameter versions: those to read of each table; nil is the newest.
  private func differences(
    _ pipeline: Pipeline, _ tables: [TableName], versions: [Int64?] = [nil]
  ) throws -> String {
    let engine = try pipeline.engine()
    var exports: [[Any]] = []
    for table in tables {
      for version in versions {
        let name = "ours-\(table.layer.rawValue)-\(table.name)-\(version ?? -1).parquet"
        let ours = pipeline.folder.path("lake/dev/" + name)
        let path = engine.workspace.tablePath(table)
        let rows = try engine.relation(path: path, version: version.map(TableVersion.version) ?? .newest)
        try engine.connection.execute("COPY (\(rows)) TO '\(ours)' (FORMAT parquet)")
        exports.append([path, version.map { $0 as Any } ?? NSNull(), ours])
      }
    }
    let list = try pipeline.folder.write(
      String(decoding: try JSONSerialization.data(withJSONObject: exports), as: UTF8.self), to: "tables.json")
    let script = try pipeline.folder.write(Self.script, to: "compare.py")
    let home = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Peers.python))
    process.arguments = [script, home + "/assay/engine/1.5.5/extensions/delta.duckdb_extension", list]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self)
    return process.terminationStatus == 0 ? text : "exit \(process.terminationStatus): \(text)"
  }

  @Test("have the same rows: every table of the sample project, after the full load and two days")
  func sample() throws {
    let pipeline = try SampleProject.emptyShop()
    try SampleProject.deliver(SampleProject.shop.fullLoad(), to: pipeline)
    for day in 1...2 {
      try SampleProject.deliver(SampleProject.shop.drop(day: day), to: pipeline)
      try SampleProject.run(pipeline, day: day)
    }
    let (workspace, _) = try pipeline.environment()
    #expect(try differences(pipeline, workspace.project.models.map(\.table)) == "")
    let merged = [TableName(.silver, "orders"), TableName(.gold, "fact_sales")]
    #expect(try differences(pipeline, merged, versions: [0, 1]) == "")
  }

  @Test(
    """
    have the same rows at every version, also when our checkpoint is all that is left of the first ones, with nulls and \
    odd names in partitions
    """)
  func checkpoint() throws {
    let pipeline = try Pipeline([
      "project.yml": """
      name: little
      default_environment: dev
      environments: {dev: {lake: lake/dev}}
      sources:
        days: {path: incoming/*.csv, format: csv}
      """,
      "models/silver/days.sql": """
      /*---
      materialized: incremental
      strategy: append
      new_rows_from: [bronze.days]
      partition_by: [part]
      ---*/
      select n, part, parse_timestamp(moment, 'yyyy-MM-dd HH:mm:ss') as moment, _file, _record from bronze.days
      """,
    ])
    for day in 1...12 {
      try pipeline.folder.write(
        "n,part,moment\n\(day),p\(day % 3),2026-01-01 00:00:\(day + 10)\n\(day),,\n\(day),unknown,\n0,a b/ü%,\n",
        to: "incoming/d\(day).csv")
      let result = try pipeline.run()
      #expect(result.status == .succeeded, "\(result.trouble)")
    }
    let days = TableName(.silver, "days")
    #expect(try differences(pipeline, [days], versions: [nil] + (0...11).map { Int64?($0) }) == "")
    let log = pipeline.folder.path("lake/dev/silver/days/_delta_log")
    #expect(FileManager.default.fileExists(atPath: log + "/00000000000000000010.checkpoint.parquet"))
    for version in 0..<10 {
      try FileManager.default.removeItem(atPath: log + "/0000000000000000000\(version).json")
    }
    #expect(try differences(pipeline, [days], versions: [nil, 10, 11]) == "")
  }
}
