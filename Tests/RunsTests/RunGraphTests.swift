import Clocks
import JSON
import ModelSQL
import Testing
import Words

@testable import Project
@testable import Runs

@Suite("The tasks of a run")
struct RunGraphTests {
  private static let bronze = TableName(.bronze, "orders")
  private static let silver = TableName(.silver, "orders")
  private static let days = TableName(.silver, "days")
  private static let gold = TableName(.gold, "sales")

  private func graph(_ input: RunInput) throws -> RunGraph {
    let bench = try Bench([
      "models/silver/orders.sql": "select 1 as id", "models/silver/days.sql": "select 1 as id",
      "models/gold/sales.sql": "select 1 as id",
      // The rules of days look at gold, which reads days: the lineage wins. Those of gold look at sales as they came.
      "quality/silver.days.dqdl": "Rules = [ ReferentialIntegrity \"id\" \"gold.sales.id\" = 1.0 ]",
      "quality/gold.sales.dqdl": "Rules = [ ReferentialIntegrity \"id\" \"bronze.sales.id\" = 1.0 ]",
    ])
    let analysis = ProjectAnalysis(
      models: [:],
      inputs: [Self.silver: [Self.bronze], Self.days: [], Self.gold: [Self.silver, Self.days, Self.gold]],
      order: [Self.days, Self.silver, Self.gold], problems: [])
    return try RunGraph(input, project: bench.workspace.project, analysis: analysis)
  }

  private func names(_ input: RunInput) throws -> [String] { try graph(input).tasks.map(\.name.rawValue) }

  @Test("are all tables, each once and behind what it reads, where none is named")
  func all() throws {
    let tasks = try graph(RunInput()).tasks
    #expect(
      tasks.map(\.name.rawValue) == ["bronze.orders", "bronze.sales", "silver.days", "silver.orders", "gold.sales"])
    #expect(tasks.map(\.kind) == [.ingest, .ingest, .build, .build, .build])
    let gold = tasks[4]
    // That it reads itself is no reason to wait for itself.
    #expect(gold.dependsOn.map(\.rawValue) == ["silver.orders", "silver.days"])
    #expect(gold.after.map(\.rawValue) == ["bronze.sales"] && tasks[2].after.isEmpty)
  }

  @Test(
    "are those that are named, with what is above and below them where that is asked for, and depend only on each other"
  )
  func selected() throws {
    #expect(try names(RunInput(tables: [Self.silver])) == ["silver.orders"])
    #expect(try names(RunInput(tables: [Self.silver], upstream: true)) == ["bronze.orders", "silver.orders"])
    #expect(try names(RunInput(tables: [Self.silver], downstream: true)) == ["silver.orders", "gold.sales"])
    #expect(
      try names(RunInput(tables: [Self.gold, Self.gold], upstream: true)) == [
        "bronze.orders", "silver.days", "silver.orders", "gold.sales",
      ])
    let alone = try graph(RunInput(tables: [Self.gold, Self.bronze])).tasks
    #expect(alone.map(\.name.rawValue) == ["bronze.orders", "gold.sales"])
    #expect(alone.allSatisfy { $0.dependsOn.isEmpty && $0.after.isEmpty })
  }

  @Test("of a table that is not there are none, and one that is near is named")
  func missing() throws {
    let error = #expect(throws: RunError.self) { try graph(RunInput(tables: [TableName(.gold, "sale")])) }
    #expect(error?.error == .tableMissing && error?.cause.contains("gold.sales") == true)
  }

  @Test(
    "are asked for by an input that comes back from the journal as it was",
    arguments: [
      RunInput(), RunInput(tables: [gold, bronze], upstream: true, downstream: true, fullRefresh: true),
      RunInput(tables: [silver], runDate: CalendarDay(year: 2028, month: 2, day: 29)),
    ])
  func input(input: RunInput) throws {
    #expect(try RunInput(json: JSONValue(parsing: input.json.text)) == input)
    #expect(throws: TableNameError.self) { try RunInput(json: ["tables": ["nothing"]]) }
    #expect(throws: TableNameError.self) { try RunInput(json: ["tables": [5]]) }
    #expect(WorkflowInput(json: input.json) == nil)
  }

  // MARK: Their schedule

  /// Numbers that are the same in each run of the tests.
  private struct Dice {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
  }

  @Test(
    "start once each, behind all they need, and are skipped exactly where something above them failed",
    arguments: 1...40)
  func schedule(seed: Int) {
    var dice = Dice(state: UInt64(seed))
    let tables = (0..<12).map { TableName(.silver, "t\($0)") }
    let tasks = tables.indices.map { index in
      let above = (0..<index).filter { _ in dice.below(4) == 0 }.map { tables[$0] }
      let soft = (0..<index).filter { _ in dice.below(6) == 0 }.map { tables[$0] }.filter { !above.contains($0) }
      return RunTask(table: tables[index], dependsOn: above, after: soft)
    }
    let failing = Set(tasks.map(\.name).filter { _ in dice.below(5) == 0 })
    let done = Set(tasks.prefix(dice.below(4)).map(\.name)).subtracting(failing)
    var schedule = StepSchedule(tasks, done: done)
    var (running, over, skipped): ([RunTask], Set<StepName>, Set<StepName>) = ([], done, [])
    var started: [StepName] = []
    while !schedule.isDone {
      if let next = schedule.takeReady() {
        #expect(next.dependsOn.allSatisfy { over.contains($0) && !failing.contains($0) && !skipped.contains($0) })
        #expect(next.after.allSatisfy { over.contains($0) })
        started.append(next.name)
        running.append(next)
        continue
      }
      guard !running.isEmpty else { break }
      let ended = running.remove(at: dice.below(running.count))
      over.insert(ended.name)
      for lost in schedule.end(ended, succeeded: !failing.contains(ended.name)) {
        skipped.insert(lost.name)
        over.insert(lost.name)
      }
    }
    #expect(schedule.isDone && Set(started).count == started.count && done.isDisjoint(with: started))
    var expected: Set<StepName> = []
    for task in tasks where !done.contains(task.name) {
      let isLost = task.dependsOn.contains { expected.contains($0) || (failing.contains($0) && !expected.contains($0)) }
      if isLost { expected.insert(task.name) }
    }
    #expect(skipped == expected)
    #expect(Set(started).union(skipped).union(done).count == tasks.count)
    #expect(schedule.allSucceeded == failing.isEmpty)
  }
}
