import Foundation
import Ledger
import Testing
import Words

@testable import Journal

/// The lists that are asked often must find their rows through an index and need no sort, however much is stored.
@Suite struct QueryPlanTests {
  static let id = ExecutionID("20261121-061000-aaaa")

  static let executionFilters = [
    ExecutionFilter(), .init(status: .failed), .init(pipeline: "p"), .init(since: .distantPast), .init(before: id),
    .init(status: .failed, pipeline: "p", since: .distantPast, before: id), .init(rerunOf: id),
    .init(runDate: .init(year: 2026, month: 11, day: 21)),
  ]

  @Test("counts of executions and of their steps read only those they count")
  func counts() throws {
    for (sql, index) in [
      (Journal.executionCountsQuery, "execution_by_start (started_at>?)"),
      (Journal.stepCountsQuery, "sqlite_autoindex_step_1 (execution=?)"),
    ] {
      let details = try plan(sql)
      #expect(details.contains { $0.contains("SEARCH") && $0.contains(index) }, "\(details)")
    }
  }

  @Test("a list by words needs no sort")
  func words() throws {
    var filter = ExecutionFilter()
    (filter.words, filter.withoutWords) = (["a"], ["b"])
    let details = try plan(Journal.executionQuery(filter, limit: 100).0)
    #expect(!details.contains { $0.contains("TEMP B-TREE") }, "\(details)")
  }

  @Test("lists of executions", arguments: executionFilters)
  func executions(filter: ExecutionFilter) throws {
    try expectIndexed(Journal.executionQuery(filter, limit: 100).0)
  }

  @Test("pages of a log", arguments: [nil, LogLevel.info, .warning, .error])
  func logs(level: LogLevel?) throws {
    for (execution, step) in [(nil, nil), (Self.id, nil), (Self.id, "silver.a")] as [(ExecutionID?, String?)] {
      let filter = LogFilter(execution: execution, step: step, minimumLevel: level)
      try expectIndexed(Journal.logQuery(filter, after: 7, limit: 100).0)
    }
  }

  @Test("warnings and worse are found through their own small index")
  func problems() throws {
    for (execution, index) in [(nil, "log_problems"), (Self.id, "log_problems_by_execution")] {
      for level in [LogLevel.warning, .error] {
        let filter = LogFilter(execution: execution, minimumLevel: level)
        let sql = Journal.logQuery(filter, after: 0, limit: 100).0
        let details = try plan(sql)
        #expect(details.contains { $0.contains("INDEX \(index)") }, "\(details)")
      }
    }
  }

  @Test(
    "histories and newest records",
    arguments: [
      Journal.stepHistoryQuery(of: "a", status: nil, before: nil, limit: 9).0,
      Journal.stepHistoryQuery(of: "a", status: .failed, before: 7, limit: 9).0,
      Journal.samplesQuery, Journal.ruleHistoryQuery(),
      "SELECT at FROM statistic_set WHERE period IN (1, 300, 3600) AND at < ?1",
      Journal.ruleHistoryQuery(and: "AND rule_result.value IS NOT NULL"), Journal.manifestsQuery,
      Journal.oldExecutionsQuery,
      "SELECT * FROM step WHERE execution = ? ORDER BY ordinal, sequence",
      "SELECT id FROM log WHERE at < ? LIMIT 9", "SELECT id FROM datapoint WHERE at < ? LIMIT 9",
      "DELETE FROM log WHERE execution = ?", "DELETE FROM quality WHERE execution = ?",
    ])
  func histories(sql: String) throws {
    // The steps of one execution are few; sorting them by the plan's order is no cost.
    try expectIndexed(sql, sortAllowed: sql.contains("ORDER BY ordinal"))
  }

  @Test("the newest record of every name hops through the index", arguments: [Journal.latestQualitiesQuery, steps])
  func newestOfEvery(sql: String) throws {
    let details = try plan(sql).filter { !$0.hasPrefix("SCAN names") && !$0.hasPrefix("SCAN tables") }
    #expect(!details.contains { $0.hasPrefix("SCAN") }, "\(details)")
  }

  static let steps = Journal.latestStepsQuery(Journal.newestSuccess)

  private func expectIndexed(_ sql: String, sortAllowed: Bool = false) throws {
    let details = try plan(sql)
    let scans = details.filter { $0.hasPrefix("SCAN") && !$0.contains("USING INDEX") && !walksInOrder($0, sql) }
    #expect(scans.isEmpty, "\(sql)\n\(details)")
    if !sortAllowed { #expect(!details.contains { $0.contains("TEMP B-TREE") }, "\(sql)\n\(details)") }
  }

  /// A walk along the primary key that stops at the page's limit reads no more than the page.
  private func walksInOrder(_ detail: String, _ sql: String) -> Bool {
    detail == "SCAN log" && sql.contains("ORDER BY id") && !sql.contains("level >=")
      || detail == "SCAN execution" && sql.contains("ORDER BY sequence") && !sql.contains("WHERE")
  }

  private func plan(_ sql: String) throws -> [String] {
    let fixture = try JournalFixture()
    // The plan does not depend on what is bound.
    let literal = "EXPLAIN QUERY PLAN " + sql.replacingOccurrences(of: "?", with: "1")
    return try fixture.journal.read { db in try fixture.journal.rows(db, literal).map { $0.text("detail") } }
  }
}
