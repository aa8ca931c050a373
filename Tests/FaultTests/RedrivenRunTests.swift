import Foundation
import JSON
import LocalOperations
import ShopSupport
import TestSupport
import Testing
import Words

extension Faults {
  @Suite("A run of tables that is killed and redriven")
  struct RedrivenRunTests {
    private static let files = [
      "project.yml": """
      name: five
      default_environment: dev
      environments:
        dev: {lake: lake/dev}
      sources:
        numbers: {path: incoming/*.csv, format: csv}
      """,
      "models/silver/a.sql": """
      /*---
      materialized: incremental
      strategy: append
      new_rows_from: [bronze.numbers]
      ---*/
      select try_int(n) as n, _file, _record from bronze.numbers
      """,
      "models/silver/b.sql": """
      /*---
      materialized: incremental
      strategy: merge
      new_rows_from: [silver.a]
      unique_key: [k]
      newest_by: [n]
      ---*/
      select n % 7 as k, n, case when n % 11 = 0 then 'eleven' end as _reject from silver.a
      """,
      "models/gold/c.sql":
        "/*---\nmaterialized: table\n---*/\nselect count(*) as rows, sum(n) as total from silver.b",
      "models/gold/d.sql":
        "/*---\nmaterialized: table\n---*/\nselect b.k, b.n, c.total from silver.b cross join gold.c",
      "incoming/one.csv": "n\n" + (1...500).map { "\($0)\n" }.joined(),
    ]

    private func project() throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      for (path, text) in Self.files { try folder.write(text, to: path) }
      return folder
    }

    private func gold(_ folder: TemporaryFolder) throws -> String {
      try ["gold.c", "gold.d", "silver.a", "quarantine.silver_b"].map { table in
        let plain = "select count(*) as c from \(table)"
        let text = table.hasPrefix("gold") ? "select * from \(table) order by 1, 2" : plain
        let answer = try AssayProgram.run(["query", text, "--json", "--project", folder.path])
        #expect(answer.end.status == .exited(0), "\(answer.error)")
        return answer.output
      }.joined(separator: "\n")
    }

    @Test("has the same Gold, its history in order, and runs no step again that had succeeded")
    func killed() throws {
      let (quiet, folder) = (try project(), try project())
      let calm = try AssayProgram.run(["run", "--project", quiet.path])
      #expect(calm.end.status == .exited(0), "\(calm.error)")
      let local = try LakeReading(folder: folder.path).local

      // One step after the other, so that none is done before its moments have come.
      let points = [
        "file-copied@bronze.numbers", "manifest-written@bronze.numbers", "journal-committed@bronze.numbers",
        "parquet-closed@silver.a", "log-committed@silver.a", "journal-committed@silver.a", "parquet-closed@silver.b",
        "log-committed@silver.b", "quarantine-settled@silver.b", "journal-committed@silver.b", "parquet-closed@gold.c",
        "log-committed@gold.c", "journal-committed@gold.c", "parquet-closed@gold.d", "log-committed@gold.d",
      ]
      var run = try StartedRun(local, failpoint: points[0])
      var kills = 0
      for point in points.dropFirst().map(Optional.some) + [nil] {
        let record = try run.waitForEnd()
        guard record.status == .failed else { break }
        kills += 1
        run = try StartedRun(redriving: run.id, local, failpoint: point)
      }
      #expect(try run.waitForEnd().status == .succeeded, "\(run.printed)")
      #expect(kills >= 12)

      let events = try local.journal.events(of: run.id, after: 0, limit: 10_000)
      #expect(events.map(\.id) == Array(1...Int64(events.count)))
      #expect(events.count { $0.type == .executionRedriven } == kills)
      var succeeded: Set<StepName> = []
      for event in events {
        guard let state = event.state else { continue }
        if event.type == .taskStarted { #expect(!succeeded.contains(state), "\(state) ran again") }
        if event.type == .taskSucceeded { succeeded.insert(state) }
      }
      #expect(succeeded.count == 5)
      #expect(try gold(folder) == gold(quiet))
    }
  }
}
