import Clocks
import Foundation
import Metrics
import ModelSQL
import Project
import TestSupport
import Testing
import Words

@Suite struct ProjectLoadTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  func load(_ yml: String, environment: String? = nil, variables: [String: String] = [:]) throws -> ProjectDefinition {
    try folder.write(yml, to: "project.yml")
    let loading = ProjectDefinition.load(folder: folder.path, environment: environment, variables: variables)
    return try #require(loading.project, "\(loading.problems)")
  }

  @Test("the smallest project has one environment") func theSmallestProjectHasOneEnvironment() throws {
    let project = try load("name: shop\n")
    #expect(project.name == "shop")
    #expect(project.environment.name == "dev")
    #expect(project.environment.lake == folder.path("lake/dev"))
    #expect(project.environment.journalPath == folder.path(".assay/dev/journal.sqlite"))
    #expect(project.quality.gate == .stop)
    #expect(project.retention == RetentionPolicy())
    #expect(project.sources.isEmpty && project.models.isEmpty)
  }

  @Test("environments are chosen by name or by default") func environmentsAreChosenByNameOrByDefault() throws {
    let yml = """
      name: shop
      default_environment: stage
      environments:
        dev: {lake: lake/dev}
        stage: {lake: '${LAKES}/stage', memory_limit: 2GB, threads: 3}
        prod: {lake: /srv/prod/../lake, protected: true}
      """
    let variables = ["LAKES": "/lakes"]
    let stage = try load(yml, variables: variables).environment
    #expect((stage.name, stage.lake, stage.memoryLimit, stage.threads) == ("stage", "/lakes/stage", "2GB", 3))
    let prod = try load(yml, environment: "prod", variables: variables)
    #expect(prod.environment.lake == "/srv/lake")
    #expect(prod.environment.isProtected)
    #expect(prod.defaultEnvironment == "stage")
    #expect(prod.environments.keys.sorted() == ["dev", "prod", "stage"])
  }

  @Test("a source has sensible defaults") func aSourceHasSensibleDefaults() throws {
    let source = try #require(try load("name: s\nsources:\n  orders: {path: in/*.csv}\n").source("orders"))
    #expect(source.table == TableName(.bronze, "orders"))
    #expect(source.paths.map(\.pattern) == [folder.path("in/*.csv")])
    #expect(source.format == .csv && source.hasHeader && source.encoding == .utf8 && source.keep == .files)
    #expect((source.delimiter, source.quote, source.escape) == (0x2C, 0x22, 0x22))
    #expect(source.nullValues == [""])
    #expect(source.columns == nil && source.changes == nil && source.expect == nil && source.eventTime == nil)
    #expect((source.onNewColumn, source.onMissingColumn, source.onRetypedColumn) == (.warn, .fail, .warn))
    #expect(source.maxRecordBytes == 1_048_576)
  }

  @Test("every setting of a source is read") func everySettingOfASourceIsRead() throws {
    let yml = """
      name: s
      sources:
        orders:
          description: from the shop
          path: [in/*.csv, '${MORE}/**/x?.csv']
          delimiter: tab
          quote: "'"
          escape: \\
          header: false
          null_values: ["", "NULL"]
          encoding: windows-1252
          columns: [order_id, at, op, ts, seq]
          max_record_bytes: 4096
          on_new_column: fail
          on_missing_column: accept
          on_retyped_column: fail
          keep: delta
          expect: in/{run_date}.csv
          changes: {operation: op, commit_timestamp: ts, sequence: seq}
          event_time: at
      """
    let source = try #require(try load(yml, variables: ["MORE": "/more"]).source("orders"))
    #expect(source.paths.map(\.pattern) == [folder.path("in/*.csv"), "/more/**/x?.csv"])
    #expect((source.delimiter, source.quote, source.escape) == (0x09, 0x27, 0x5C))
    #expect(!source.hasHeader && source.encoding == .windows1252 && source.keep == .delta)
    #expect(source.nullValues == ["", "NULL"])
    #expect(source.columns == ["order_id", "at", "op", "ts", "seq"])
    #expect((source.onNewColumn, source.onMissingColumn, source.onRetypedColumn) == (.fail, .accept, .fail))
    #expect(source.expectedPath(for: CalendarDay(year: 2026, month: 11, day: 8)) == folder.path("in/2026-11-08.csv"))
    #expect(source.changes?.operation == "op" && source.changes?.sequence == "seq")
    #expect((source.eventTime, source.maxRecordBytes, source.description) == ("at", 4096, "from the shop"))
  }

  @Test(
    "Texts that mean null are taken as they are written, with quotes and without",
    arguments: [
      ("[NULL, \"\", ~, N/A, 0]", ["NULL", "", "~", "N/A", "0"]), ("NULL", ["NULL"]),
      ("\n      - null\n      -", ["null", ""]),
      ("[]", []), ("", [""]),
    ])
  func nullWords(written: String, expected: [String]) throws {
    let yml = "name: s\nsources:\n  orders:\n    path: in/*.csv\n    null_values: \(written)\n"
    #expect(try #require(try load(yml).source("orders")).nullValues == expected)
  }

  @Test("A quote can be switched off", arguments: ["quote: null", "quote: ''", "quote: ~"])
  func noQuote(line: String) throws {
    let source = try #require(try load("name: s\nsources:\n  a:\n    path: a.csv\n    \(line)\n").source("a"))
    #expect(source.quote == nil && source.escape == nil)
  }

  @Test("a table overrides the freshness of its layer") func aTableOverridesTheFreshnessOfItsLayer() throws {
    try folder.write("select 1 as a\n", to: "models/silver/inherits.sql")
    try folder.write("/*---\nfreshness: null\n---*/\nselect 1 as a\n", to: "models/silver/off.sql")
    try folder.write(
      "/*---\nfreshness: {error_after: {count: 2, period: hour}}\n---*/\nselect 1 as a\n", to: "models/silver/own.sql")
    try folder.write("select 1 as a\n", to: "models/gold/none.sql")
    let project = try load(
      """
      name: s
      freshness:
        silver: {warn_after: {count: 1, period: day}}
      sources:
        a: {path: a.csv, freshness: {warn_after: {count: 30, period: minute}}}
        b: {path: b.csv}
      """)
    let day = FreshnessPolicy(warnAfter: .init(count: 1, period: .day))
    #expect(
      project.freshness == [
        TableName(.silver, "inherits"): day,
        TableName(.silver, "own"): FreshnessPolicy(errorAfter: .init(count: 2, period: .hour)),
        TableName(.bronze, "a"): FreshnessPolicy(warnAfter: .init(count: 30, period: .minute)),
      ])
  }

  @Test("a models header becomes its settings") func aModelsHeaderBecomesItsSettings() throws {
    try folder.write(
      """
      /*---
      description: All orders
      materialized: incremental   # table | incremental
      strategy: merge
      new_rows_from: [bronze.orders, bronze.lines]
      unique_key: [order_id, line_no]
      newest_by: [updated_at, _file, _record]
      partition_by: order_month
      matched_by: order_id
      balance: bronze.lines
      event_time: order_ts
      engine: duckdb
      ---*/
      select * from bronze.orders ;
      """, to: "models/silver/orders.sql")
    let model = try #require(
      try load("name: s\nsources:\n  orders: {path: a}\n  lines: {path: b}\n").model(TableName(.silver, "orders")))
    let settings = model.settings
    #expect(settings.isIncremental && settings.strategy == .merge && settings.isDuckDBOnly)
    #expect(settings.newRowsFrom.map(\.description) == ["bronze.orders", "bronze.lines"])
    #expect(settings.uniqueKey == ["order_id", "line_no"] && settings.newestBy == ["updated_at", "_file", "_record"])
    #expect(settings.partitionBy == ["order_month"] && settings.matchedBy == "order_id")
    #expect(settings.balanceWith == TableName(.bronze, "lines"))
    #expect((settings.eventTime, settings.description) == ("order_ts", "All orders"))
    #expect(model.sql == "select * from bronze.orders")
    #expect(model.source.start == SourcePosition(line: 14, column: 1))
  }

  @Test("What rows are counted against is told or follows from the inputs")
  func balance() {
    var settings = ModelSettings()
    settings.newRowsFrom = [TableName(.bronze, "a"), TableName(.bronze, "b")]
    #expect(settings.balanceWith == nil)
    settings.materialized = .incremental
    #expect(settings.balanceWith == TableName(.bronze, "a"))
    settings.balance = .unchecked
    #expect(settings.balanceWith == nil)
  }

  @Test("a byte order mark is no part of a file") func aByteOrderMarkIsNoPartOfAFile() throws {
    try folder.write("\u{FEFF}select 1 as a\n", to: "models/gold/a.sql")
    #expect(try load("\u{FEFF}name: s\n").model(TableName(.gold, "a"))?.sql == "select 1 as a")
  }

  @Test("gates are by table") func gatesAreByTable() throws {
    try folder.write("select 1 as a\n", to: "models/gold/a.sql")
    let quality = try load("name: s\nquality: {gate: warn, gates: {gold.a: stop}}\n").quality
    #expect(quality.gate(of: TableName(.gold, "a")) == .stop)
    #expect(quality.gate(of: TableName(.gold, "b")) == .warn)
  }

  @Test("a run knows its day and its moment") func aRunKnowsItsDayAndItsMoment() throws {
    let moment = try #require(Timestamp.parse("2026-11-21T06:10:00.123Z"))
    let parameters = RunParameters(runDate: CalendarDay(year: 2026, month: 11, day: 20), runTimestamp: moment)
    #expect(parameters.runDate == "2026-11-20")
    #expect(parameters.runTimestamp == "2026-11-21 06:10:00.123")
  }
}
