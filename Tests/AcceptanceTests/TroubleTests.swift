import Foundation
import JSON
import TestSupport
import Testing

/// Runs that fail, projects that are wrong, engines that are missing.
@Suite struct TroubleTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
  }

  @Test("every problem of a project is told at once") func everyProblemOfAProjectIsToldAtOnce() throws {
    try folder.replace("format: csv", "fromat: csv", in: "project.yml")
    try folder.replace("from silver.orders", "from silver.ordes", in: "models/gold/sales_daily.sql")
    try folder.replace("IsPrimaryKey", "IsPrimaryKy", in: "quality/silver.orders.dqdl")
    let answer = try assay("validate", "--json")
    #expect(answer.status == 1)
    let problems = try answer.json()["problems"]?.arrayValue ?? []
    #expect(
      Set(problems.map { $0["file"] }) == ["project.yml", "models/gold/sales_daily.sql", "quality/silver.orders.dqdl"])
    for problem in problems { #expect(problem["severity"] == "error") }
    let text = try assay("validate")
    #expect(text.output.contains("models/gold/sales_daily.sql:10:6: error: "))
    #expect(text.output.contains("did you mean silver.orders"))
    let run = try assay("run")
    #expect(run.status == 2)
    #expect(run.error.contains("assay validate"))
  }

  @Test("a syntax error has its place and hides no other") func aSyntaxErrorHasItsPlaceAndHidesNoOther() throws {
    try folder.replace("sum(amount)", "sum(amount) as as", in: "models/gold/sales_daily.sql")
    try folder.replace("IsPrimaryKey", "IsPrimaryKy", in: "quality/silver.orders.dqdl")
    let answer = try assay("validate")
    #expect(answer.status == 1)
    #expect(answer.output.contains("models/gold/sales_daily.sql:") && answer.output.contains("syntax error at or near"))
    #expect(answer.output.contains("quality/silver.orders.dqdl:"))
    #expect(try assay("validate", "models/gold/sales_daily.sql").output.contains("models/gold/sales_daily.sql:"))
  }

  @Test("an unknown column is found before anything runs") func anUnknownColumnIsFoundBeforeAnythingRuns() throws {
    try folder.replace("sum(amount)", "sum(amont)", in: "models/gold/sales_daily.sql")
    let answer = try assay("validate")
    #expect(answer.status == 1)
    #expect(answer.output.contains("models/gold/sales_daily.sql:"))
    #expect(answer.output.contains("amont"))
    #expect(try assay("validate", "models/gold/sales_daily.sql").status == 1)
    #expect(try assay("validate", "models/silver/orders.sql").status == 0, "only what was asked about counts")
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: folder.path).contains(".assay"), "checking writes nothing")
  }

  @Test("a failed rule fails the run and shows everywhere") func aFailedRuleFailsTheRunAndShowsEverywhere() throws {
    try folder.replace("RowCount > 0", "RowCount > 100", in: "quality/silver.orders.dqdl")
    let run = try assay("run", "--json")
    #expect(run.status == 1)
    let json = try run.json()
    #expect(json["status"] == "FAILED")
    #expect(json["steps"]?.arrayValue?.map { $0["status"] } == ["SUCCEEDED", "FAILED", "SKIPPED"])
    #expect(try assay("status").status == 1)
    let quality = try assay("quality", "silver.orders", "--json")
    #expect(quality.status == 1)
    #expect(try quality.json()["rules"]?.arrayValue?.first?["status"] == "FAIL")
    #expect(try assay("runs", "last").output.contains("its log: assay logs"))
  }

  @Test("plain lines tell the events where there is no terminal") func plainLinesTellTheEventsWhereThereIsNoTerminal()
    throws
  {
    let run = try assay("run")
    #expect(run.status == 0)
    #expect(run.output.contains("silver.orders SUCCEEDED in"))
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test("a missing engine is three and starts nothing") func aMissingEngineIsThreeAndStartsNothing() throws {
    var assay = assay
    assay.variables["ASSAY_LIBDUCKDB"] = folder.path("nothing.so")
    let run = try assay("run")
    #expect(run.status == 3)
    #expect(run.error.contains("assay engine install"))
    #expect(try assay("runs", "--json").json() == [])
    #expect(try assay("validate").status == 3)
    #expect(try assay("query", "select 1").status == 3)
    #expect(try assay("status").status == 0, "the journal alone tells the status")
  }

  @Test("a killed worker is told within seconds and the rerun mends")
  func aKilledWorkerIsToldWithinSecondsAndTheRerunMends() throws {
    var assay = assay
    assay.variables["ASSAY_FAILPOINT"] = "parquet-closed@silver.orders"
    let run = try assay("run", "--json")
    #expect(run.status == 1)
    #expect(try run.json()["error"] == "Assay.WorkerLost")
    assay.variables["ASSAY_FAILPOINT"] = nil
    #expect(try assay("run").status == 0)
    #expect(try assay("query", "select count(*) as n from silver.orders", "--json").json() == [["n": 5]])
  }

  @Test("a detached run goes on by itself") func aDetachedRunGoesOnByItself() throws {
    let started = try assay("run", "--detach", "--json")
    #expect(started.status == 0)
    let id = try #require(try started.json()["execution"]?.stringValue)
    let log = try assay("logs", id, "--follow")
    #expect(log.status == 0)
    #expect(log.output.contains("gold.sales_daily"))
    #expect(try assay("runs", id, "--json").json()["status"] == "SUCCEEDED")
  }

  @Test("a reset bookmark reads all again and changes nothing") func aResetBookmarkReadsAllAgainAndChangesNothing()
    throws
  {
    #expect(try assay("run").status == 0)
    #expect(try assay("bookmark", "reset", "silver.orders").status == 0)
    let again = try assay("run", "--table", "silver.orders", "--json")
    #expect(try again.json()["steps"]?.arrayValue?.first?["rowsIn"] == 8)
    #expect(try assay("bookmark", "rewind", "silver.orders", "--to", "0").status == 0)
    #expect(try assay("bookmark", "rewind", "silver.orders", "--to", "99").status == 2)
    #expect(try assay("query", "select count(*) as n from silver.orders", "--json").json() == [["n": 5]])
  }

  @Test("a file without a project can be checked alone") func aFileWithoutAProjectCanBeCheckedAlone() throws {
    let other = try TemporaryFolder()
    try other.write("Rules = [ RowCont > 0 ]", to: "x.dqdl")
    try other.write("select x from silver.orders", to: "y.sql")
    let alone = Binary(folder: other.path)
    #expect(try alone("validate", "x.dqdl").output.contains("x.dqdl:1:11: error:"))
    #expect(try alone("validate", "nothing.sql").status == 2)
    #expect(try alone("validate", "y.sql").status == 0, "what columns there are is not known here")
  }
}
