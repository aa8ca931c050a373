import Clocks
import DataQuality
import DeltaLog
import Foundation
import Journal
import LakeSupport
import Ledger
import ModelSQL
import PipelineSupport
import Project
import StorageSupport
import Testing
import TestSupport
import Words

@testable import Deliveries
@testable import Lake
@testable import Tables

/// The part of the lake that decides, on an engine that computes nothing and with its tables in memory: no test here loads
/// DuckDB, and no table is a folder.
@Suite("Without an engine, what decides about a table")
struct DecidingTests {
  private let table = TableName(.silver, "orders")
  private let folder: TemporaryFolder
  private let workspace: Workspace
  private let journal: Journal
  private let compute: FakeCompute
  private let session: LakeSession

  private static let settings = """
    name: little
    default_environment: dev
    rejects: {warn_above: never, fail_at: 50%}
    environments:
      dev: {lake: lake/dev}
    sources:
      orders: {path: incoming/*.csv, format: csv}
    """

  private static let model = """
    /*---
    materialized: incremental
    strategy: append
    new_rows_from: [bronze.orders]
    ---*/
    select id from bronze.orders
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.settings + "\nquality: {gate: stop}\n", to: "project.yml")
    try folder.write(Self.model, to: "models/silver/orders.sql")
    try folder.write("Rules = [ RowCount > 0 ]", to: "quality/silver.orders.dqdl")
    let project = try #require(ProjectDefinition.load(folder: folder.path, variables: [:]).project)
    let clock = FixedClock(Date(timeIntervalSince1970: 1_800_000_000))
    workspace = Workspace(project: project, clock: clock, store: MemoryStore(now: clock.now))
    journal = try Journal(path: project.environment.journalPath, clock: clock)
    compute = FakeCompute(workspace)
    session = LakeSession(workspace: workspace, journal: journal, compute: compute)
  }

  /// A file of so many rows, taken in.
  private func deliver(_ name: String, rows: Int) throws {
    let lines = (0..<rows).map { "\(name)\($0)\n" }.joined()
    try folder.write("id\n" + lines, to: "incoming/\(name).csv")
    let source = try #require(workspace.project.sources.first)
    _ = try SourceIngest(
      session: session, source: source, execution: "test", runDate: nil, reporter: Meddler()
    ).run()
  }

  @discardableResult
  private func build(fullRefresh: Bool = false) throws -> StepOutcome {
    let request = BuildRequest(
      table: table, execution: "test",
      parameters: .init(runDateText: "2026-11-08", runTimestampText: "2026-11-08 06:10:00.000"),
      fullRefresh: fullRefresh)
    return try TableBuild(session: session, request: request, reporter: Meddler()).run()
  }

  private var files: [String] {
    get throws {
      (try workspace.store.list(workspace.tablePath(table)) ?? []).filter { $0.hasSuffix(".parquet") }.sorted()
    }
  }

  @Test("publishes a first build with what was counted, and says how far it has read")
  func first() throws {
    try deliver("a", rows: 3)
    let outcome = try build()
    #expect(outcome.versionAfter == 0)
    #expect(outcome.counts.read == 3 && outcome.counts.inserted == 3)
    #expect(outcome.tableRows == 3)
    #expect(outcome.bookmark?.value["bronze.orders"]?["through"]?.intValue == 1)
    #expect(compute.evaluations.map(\.reading) == [.whole])
    #expect(try Catalog(session).entry(table).rows == 3)
  }

  @Test("lets a table be to which nothing new came, and reads only what is new when it comes")
  func nothingNew() throws {
    try deliver("a", rows: 3)
    try build()
    #expect(try build().message == "nothing new")
    #expect(compute.evaluations.count == 1)
    try deliver("b", rows: 2)
    let outcome = try build()
    #expect(outcome.counts.read == 2 && outcome.tableRows == 5)
    #expect(compute.evaluations.map(\.reading) == [.whole, .newRows])
  }

  @Test("writes a table anew when it is told to, from all that there is")
  func fullRefresh() throws {
    try deliver("a", rows: 3)
    try build()
    let outcome = try build(fullRefresh: true)
    #expect(compute.evaluations.last?.reading == .whole && compute.evaluations.last?.rewrites == true)
    #expect(outcome.versionAfter == 1 && outcome.tableRows == 3)
  }

  @Test("refuses to lose a row, and leaves no file of the candidate")
  func balance() throws {
    try deliver("a", rows: 3)
    compute.counts = { counts in
      var counts = counts
      counts.inserted -= 1
      return counts
    }
    let error = #expect(throws: LakeError.self) { try build() }
    #expect(error?.error == "Assay.BalanceBroken")
    #expect(try files.isEmpty)
    #expect(try session.deltaTable(table).snapshot() == nil)
  }

  @Test("refuses a build that rejects too much, with the engine's reasons")
  func rejects() throws {
    try deliver("a", rows: 4)
    compute.counts = { counts in
      var counts = counts
      (counts.inserted, counts.rejected) = (1, 3)
      return counts
    }
    let error = #expect(throws: BuildRefusal.self) { try build() }
    #expect(error?.error == "Assay.RowsRejected")
    #expect(error?.counts.rejected == 3 && error?.counts.inserted == 0)
    #expect(error?.cause.contains("“no id” 1 times") == true)
    #expect(try files.isEmpty)
  }

  @Test("stops what its rules stop: the version before stays, and nothing is left behind")
  func gate() throws {
    try deliver("a", rows: 3)
    try build()
    try deliver("b", rows: 1)
    compute.results = [RuleResult(rule: "RowCount > 0", line: 1, status: .fail)]
    let stop = #expect(throws: QualityStop.self) { try build() }
    #expect(stop?.quality.rules.map(\.status) == [.fail])
    #expect(try files == ["part-1.parquet"])
    #expect(try session.deltaTable(table).snapshot()?.version == 0)
  }

  @Test("begins again from the version of a writer that was faster")
  func race() throws {
    try deliver("a", rows: 3)
    try build()
    try deliver("b", rows: 2)
    let delta = session.deltaTable(table)
    compute.meanwhile = { number in
      guard number == 2 else { return }
      let info = CommitInfo(operation: "OPTIMIZE", engineInfo: "another")
      try delta.commit(DeltaTransaction(info: info), after: try delta.snapshot())
    }
    let outcome = try build()
    #expect(compute.evaluations.map { $0.base?.version } == [nil, 0, 1])
    #expect(compute.forgotten == 1)
    #expect(outcome.versionAfter == 2 && outcome.tableRows == 5)
    #expect(try files == ["part-1.parquet", "part-3.parquet"])
  }
}
