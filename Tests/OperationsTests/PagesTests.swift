import Clocks
import Foundation
import JSON
import Operations
import OperationsSupport
import Testing
import Words

/// A provider of runs alone whose pages a test tampers with.
private struct Tampered: EnvironmentReading, RunReading {
  let fake: FakeOperations
  var executions: @Sendable (ExecutionQuery, [ExecutionSummary]) -> [ExecutionSummary] = { $1 }
  var history: @Sendable (HistoryQuery, [HistoryEntry]) -> [HistoryEntry] = { $1 }
  var log: @Sendable (LogQuery, [LogLine]) -> [LogLine] = { $1 }

  var identity: EnvironmentIdentity { fake.identity }
  func now() -> Date { fake.now() }
  func changeToken() throws -> Int64 { try fake.changeToken() }

  func executions(_ query: ExecutionQuery, asOf: Date?) throws -> [ExecutionSummary] {
    executions(query, try fake.executions(query, asOf: asOf))
  }
  func history(_ query: HistoryQuery, asOf: Date?) throws -> [HistoryEntry] {
    history(query, try fake.history(query, asOf: asOf))
  }
  func logs(_ query: LogQuery, asOf: Date?) throws -> [LogLine] { log(query, try fake.logs(query, asOf: asOf)) }

  func execution(_ id: String, asOf: Date?) throws -> ExecutionDetail { try fake.execution(id, asOf: asOf) }
  func map(of execution: String, asOf: Date?) throws -> StateMap { try fake.map(of: execution, asOf: asOf) }
  func usualTimes(of execution: String, asOf: Date?) throws -> UsualTimes {
    try fake.usualTimes(of: execution, asOf: asOf)
  }
  func tables(named names: [String]) throws -> [String] { try fake.tables(named: names) }
  func plan(_ request: RunRequest) throws -> RunPlan { try fake.plan(request) }
  func redrivePlan(of execution: String) throws -> RunPlan { try fake.redrivePlan(of: execution) }
  func rerunRequest(of execution: String) throws -> RunRequest { try fake.rerunRequest(of: execution) }
  func rerunRequest(of execution: String, input: JSONValue) throws -> RunRequest {
    try fake.rerunRequest(of: execution, input: input)
  }
}

@Suite("What comes in pages")
struct PagesTests {
  /// Three executions, the newest with five events and seven lines.
  private static let world: FakeOperations.World = {
    let status = StatusReport(identity: Given.identity, at: Given.at("09:00:00"), layers: [])
    let plan = RunPlan(request: RunRequest(), steps: [], dashboards: [], isProtected: false)
    var world = FakeOperations.World(status: status, plan: plan)
    world.executions = ["07", "06", "05"].map { hour in
      var summary = Given.execution(.succeeded, from: "\(hour):00:00", until: "\(hour):00:09")
      summary.id = "run-\(hour)"
      return summary
    }
    for summary in world.executions {
      let step = Given.step("silver.a", .succeeded, "07:00:01", "07:00:02")
      world.details[summary.id] = ExecutionDetail(summary: summary, steps: [step])
    }
    world.events["run-07"] = (1...5).map { Given.event($0, "07:00:0\($0)", "TaskStarted", "silver.a") }
    world.logs = (1...7).map { number in
      LogLine(
        id: number, at: Given.at("07:00:0\(number)"), level: number % 2 == 0 ? .warning : .info,
        step: number == 3 ? nil : "silver.a", message: "line \(number)")
    }
    return world
  }()

  private func broken(_ tamper: (inout Tampered) -> Void) throws -> [String] {
    var provider = Tampered(fake: FakeOperations(Self.world))
    tamper(&provider)
    return try OperationsConformance(provider, before: Given.at("00:00:00")).broken()
  }

  @Test("a provider of runs alone that tells each part once and in order breaks no promise")
  func kept() throws { #expect(try broken { _ in } == []) }

  @Test("an execution that stands at the end of one page and at the begin of the next")
  func repeated() throws {
    let told = try broken { provider in
      provider.executions = { query, page in
        query.limit == 1 && query.before == "run-06" ? Self.world.executions.filter { $0.id == "run-06" } : page
      }
    }
    #expect(told.contains("executions page by page are not those at once"))
  }

  @Test("executions that a page begun in the middle leaves out")
  func skipped() throws {
    let told = try broken { provider in
      provider.executions = { query, page in query.before == "run-07" ? Array(page.dropFirst()) : page }
    }
    #expect(told.contains("the next page is not what follows"))
    #expect(told.contains("executions page by page are not those at once"))
  }

  @Test("pages that never end are left, and told")
  func endless() throws {
    let told = try broken { provider in
      provider.log = { query, page in page.isEmpty && query.execution == "run-07" ? Self.world.logs : page }
    }
    #expect(told.contains("the log page by page is not that at once"))
  }

  @Test("a history whose pages are longer than was asked for, or begin at the wrong event")
  func history() throws {
    #expect(
      try broken { $0.history = { query, _ in Self.world.events["run-07"]?.filter { $0.id > query.after } ?? [] } }
        == ["a page of the history is longer than was asked for"])
    let told = try broken { provider in
      provider.history = { query, page in query.after == 2 ? Array(page.dropFirst()) : page }
    }
    #expect(told == ["the history page by page is not that at once"])
  }

  @Test("a log that is longer than was asked for")
  func longLog() throws {
    let told = try broken { provider in
      provider.log = { query, page in query.limit == 1 ? Array(Self.world.logs.prefix(2)) : page }
    }
    #expect(told == ["a page of the log is longer than was asked for"])
  }

  @Test("a log that gives lesser lines than was asked for, or leaves worse ones out")
  func levels() throws {
    let lesser = try broken { $0.log = { query, page in query.level == .warning ? Self.world.logs : page } }
    #expect(lesser == ["\(LogLevel.warning.word) and worse are other lines"])
    let fewer = try broken { provider in
      provider.log = { query, page in query.level == .info ? page.filter { $0.level == .info } : page }
    }
    #expect(fewer == ["\(LogLevel.info.word) and worse are other lines"])
  }

  @Test("a step's log with lines that are of no step")
  func otherSteps() throws {
    let told = try broken { $0.log = { query, page in query.step == nil ? page : Self.world.logs } }
    #expect(told == ["the lines of silver.a are others than among all"])
  }

  @Test("a log of an execution that is not there")
  func unknown() throws {
    let told = try broken { provider in
      provider.log = { query, page in query.execution == "no-such-execution" ? Self.world.logs : page }
    }
    #expect(told == ["an execution that is not there has a log"])
  }

  @Test("a page asks for the newest where nothing is said, and for a thousand lines or two hundred executions at most")
  func usual() {
    #expect(ExecutionQuery() == ExecutionQuery(status: nil, limit: 200, before: nil))
    #expect(LogQuery(execution: "x").limit == 1_000 && LogQuery(execution: "x").afterID == 0)
    #expect(HistoryQuery(execution: "x").after == 0 && HistoryQuery(execution: "x").limit == 25_000)
  }
}
