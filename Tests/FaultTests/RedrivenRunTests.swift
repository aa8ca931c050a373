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

      try checkHistory(of: run.id, local, kills: kills)
      #expect(try gold(folder) == gold(quiet))
    }

    /// In order, every kill gone on with, and no step run again that had succeeded.
    private func checkHistory(of run: ExecutionID, _ local: LocalEnvironment, kills: Int) throws {
      let events = try local.journal.events(of: run, after: 0, limit: 10_000)
      #expect(events.map(\.id) == Array(1...Int64(events.count)))
      #expect(events.count { $0.type == .executionRedriven } == kills)
      #expect(events.count { $0.type == .executionSucceeded } == 1)
      var succeeded: Set<StepName> = []
      for event in events {
        guard let state = event.state else { continue }
        if event.type == .taskStarted { #expect(!succeeded.contains(state), "\(state) ran again") }
        if event.type == .taskSucceeded { succeeded.insert(state) }
      }
      #expect(succeeded.count == 5)
    }

    /// Few, or as many as the environment says: a hundred take minutes.
    private static let kills = ProcessInfo.processInfo.environment["ASSAY_REDRIVES"].flatMap { Int($0) } ?? 5

    @Test("killed at any moments, delivery after delivery, it ends each time as if nobody had touched it")
    func anyMoments() throws {
      let (quiet, folder) = (try project(), try project())
      let local = try LakeReading(folder: folder.path).local
      var dice = Seeded(state: 100)
      var (kills, delivery) = (0, 1)
      while kills < Self.kills {
        delivery += 1
        let rows = "n\n" + (1...300).map { "\(delivery * 1000 + $0)\n" }.joined()
        for place in [quiet, folder] { try place.write(rows, to: "incoming/\(delivery).csv") }
        let calm = try AssayProgram.run(["run", "--project", quiet.path])
        #expect(calm.end.status == .exited(0), "\(calm.error)")
        var run = try StartedRun(local)
        var redrives = 0
        while kills < Self.kills {
          usleep(UInt32(dice.below(800_000)))
          run.kill()
          // It may have ended just before.
          guard try run.waitForEnd().status == .failed else { break }
          kills += 1
          redrives += 1
          run = try StartedRun(redriving: run.id, local)
        }
        #expect(try run.waitForEnd().status == .succeeded, "\(run.printed)")
        try checkHistory(of: run.id, local, kills: redrives)
      }
      #expect(try gold(folder) == gold(quiet))
    }
  }
}
