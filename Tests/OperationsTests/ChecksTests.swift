import Foundation
import JSON
import Operations
import OperationsSupport
import Testing
import Words

@Suite("What checks say, as values")
struct ChecksTests {
  @Test("a problem is read by programs with its place")
  func problem() {
    let problem = Problem("models/a.sql", SourcePosition(line: 3, column: 7), .warning, "“x” is unknown")
    #expect(
      problem.json.text
        == #"{"file":"models/a.sql","line":3,"column":7,"severity":"warning","message":"“x” is unknown"}"#)
    #expect(problem.description == "models/a.sql:3:7: warning: “x” is unknown")
    #expect(problem.in("../a.sql").description == "../a.sql:3:7: warning: “x” is unknown")
  }

  @Test("problems are in the order of files and places, errors before warnings of one place")
  func order() {
    let at = { (file: String, line: Int, severity: Severity) in
      Problem(file, SourcePosition(line: line, column: 1), severity, "m")
    }
    let sorted = [at("a", 1, .error), at("a", 1, .warning), at("a", 10, .error), at("b", 2, .error)]
    #expect(sorted.shuffled().sorted() == sorted)
  }

  @Test(
    "a finding is read by programs with what mends it, or null",
    arguments: [(Finding.State.ok, nil), (.warn, "export TERM=xterm"), (.missing, "assay engine install")]
      as [(Finding.State, String?)])
  func finding(_ state: Finding.State, _ remedy: String?) {
    let json = Finding("engine", state, "text", remedy: remedy).json
    #expect(json["state"] == .string(state.rawValue) && json["remedy"] == .optional(remedy))
    #expect(json.objectValue?.entries.map(\.key) == ["subject", "state", "text", "remedy"])
  }

  @Test(
    "a verdict is good when no rule failed and none could not be asked",
    arguments: [([], true), ([.pass], true), ([.pass, .fail], false), ([.error], false)] as [([RuleStatus], Bool)])
  func verdict(_ statuses: [RuleStatus], _ expected: Bool) {
    let rules = statuses.map { RuleVerdict(rule: "r", status: $0, value: nil, message: "") }
    #expect(DataVerdict(score: nil, rules: rules, json: .null).isGood == expected)
  }

  @Test("what is given says nothing of how it is written but its format")
  func given() {
    let data = GivenData(name: "a.csv", path: "/tmp/a.csv", format: .csv)
    #expect(data.delimiter == nil && data.quoting == nil && data.encoding == nil && data.nullValues == nil)
    #expect(data.hasHeader && data.columns == nil)
  }

  @Test("a lake that was copied tells what was copied now and what was there already")
  func copied() {
    #expect(
      CopiedLake(tables: 2, files: 5, bytes: 900, there: 3).json.text
        == #"{"tables":2,"files":5,"bytes":900,"there":3}"#)
  }

  // MARK: sheets

  private func operations(_ change: (inout FakeOperations.World) -> Void) -> FakeOperations {
    let status = StatusReport(identity: Given.identity, at: Given.at("09:00:00"), layers: [])
    let plan = RunPlan(request: RunRequest(), steps: [], dashboards: [], isProtected: false)
    var world = FakeOperations.World(status: status, plan: plan)
    world.reports = [Given.sheet("sales", [Given.figure("revenue", 1)])]
    world.dashboards = world.reports.map(\.dashboard)
    change(&world)
    return FakeOperations(world)
  }

  @Test("all sheets are read, and each that cannot be is told with its reason")
  func sheets() {
    let stock = DashboardSummary(name: "stock", title: "Stock", description: nil)
    let sheets = GoldSheets(operations { $0.dashboards.append(stock) }, .after, of: "x-1")
    #expect(sheets.read.map(\.dashboard.name) == ["sales"])
    #expect(sheets.missing == ["stock: the project has no dashboard"])
  }

  @Test("where nobody can list them there are none, and one reason")
  func noSheets() {
    let failing = operations { $0.failures["dashboards"] = .unavailable("the engine is missing") }
    let sheets = GoldSheets(failing, .before, of: "x-1")
    #expect(sheets.read.isEmpty && sheets.missing == ["the engine is missing"])
  }
}
