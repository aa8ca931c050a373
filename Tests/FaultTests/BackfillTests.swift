import Clocks
import Foundation
import JSON
import Ledger
import LocalOperations
import Operations
import Processes
import Runs
import ShopSupport
import TestSupport
import Testing
import Words

extension Faults {
  @Suite("A backfill")
  struct BackfillTests {
    /// Twenty days, or as many as the environment says: sixty take minutes.
    private static let days = ProcessInfo.processInfo.environment["ASSAY_BACKFILL_DAYS"].flatMap { Int($0) } ?? 20

    private func project() throws -> (TemporaryFolder, LocalEnvironment) {
      let folder = try TemporaryFolder()
      try folder.write(
        """
        name: days
        default_environment: dev
        environments:
          dev: {lake: lake/dev}
        sources:
          orders: {path: "incoming/*/orders.csv", format: csv}
        """, to: "project.yml")
      try folder.write(
        """
        /*---
        materialized: incremental
        strategy: append
        new_rows_from: [bronze.orders]
        ---*/
        select id, _file, _record from bronze.orders
        """, to: "models/silver/orders.sql")
      try folder.write("id\n1\n2\n", to: "incoming/2026-01-01/orders.csv")
      return (folder, try LakeReading(folder: folder.path).local)
    }

    private func wait(_ what: String, until isSo: () throws -> Bool) throws {
      let deadline = ContinuousClock.now + .seconds(400)
      while try !isSo() {
        try #require(ContinuousClock.now < deadline, "waited for \(what) in vain")
        Pause.brief()
      }
    }

    private func driver(of id: String, _ local: LocalEnvironment) throws -> Worker? {
      guard let record = try local.journal.backfill(id), let worker = record.worker,
        ProcessIdentity.sign(host: record.host, worker: worker) != .dead
      else { return nil }
      return worker
    }

    @Test("killed ten times, paused and resumed ends with every day done, and never stands in the way of today's run")
    func killed() throws {
      let (folder, local) = try project()
      let launcher = WorkerLauncher(executable: AssayProgram.path, logFolder: local.workspace.statePath + "/logs")
      let operations = LocalOperations(local, launcher: launcher)
      let first = CalendarDay(year: 2026, month: 1, day: 1)
      let days = (0..<Self.days).map { first.advanced(by: $0) }
      let id = try operations.startBackfill(days, RunRequest(), atOnce: 1)
      func done() throws -> Int { try local.journal.backfill(id)?.count(.succeeded) ?? 0 }

      var dice = Seeded(state: 12)
      for kill in 0..<10 {
        // A day further each time: now the process that drives it, now the worker of the day.
        let before = try done()
        try wait("another day") { try done() > before || (try local.journal.backfill(id)?.state != .running) }
        usleep(UInt32(dice.below(200_000)))
        if kill % 2 == 0, let worker = try driver(of: id, local) {
          Foundation.kill(worker.pid, SIGKILL)
          try wait("its end") { try driver(of: id, local) == nil }
          try operations.resumeBackfill(id)
        } else if let run = try local.journal.executions(.init(status: .running), limit: 1).first,
          let worker = run.worker
        {
          Foundation.kill(worker.pid, SIGKILL)
        }
        if kill == 4 {
          try operations.pauseBackfill(id)
          try wait("rest") { try local.journal.backfill(id)?.count(.running) == 0 }
          try operations.resumeBackfill(id)
        }
        if kill == 6 {
          let today = try AssayProgram.run(["run", "--json", "--project", folder.path], within: .seconds(300))
          #expect(today.end.status == .exited(0), "\(today.error)")
        }
      }
      try wait("its end") { try local.journal.backfill(id)?.state != .running }
      let record = try #require(try local.journal.backfill(id))
      #expect(record.state == .succeeded)
      #expect(record.days.map(\.state) == Array(repeating: .succeeded, count: days.count))
      let coverage = try operations.coverage(from: days[0], until: days[days.count - 1], tables: [], asOf: nil)
      #expect(coverage.allSatisfy { $0.state == .done })

      // No day began while today's run worked.
      let all = try local.journal.executions(.init(), limit: 1000)
      let today = try #require(all.first { !$0.trigger.rawValue.hasPrefix(BackfillDriver.trigger) })
      let end = try #require(today.endedAt)
      #expect(
        !all.contains { $0.id != today.id && $0.startedAt > today.startedAt && $0.startedAt < end },
        "a day began beside today's run")
      let rows = try AssayProgram.run(
        ["query", "select count(*) as n from silver.orders", "--json", "--project", folder.path])
      #expect(rows.output.contains("2"), "each file was taken in once")
    }
  }
}
