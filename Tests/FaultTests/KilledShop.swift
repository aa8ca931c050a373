import Foundation
import Ledger
import ShopSupport
import Testing
import TestSupport
import Words

/// The sample project whose workers are killed again and again before each delivery is let through.
final class KilledShop {
  let shop: ShopFolder
  private let undisturbed: Undisturbed
  private var planner: KillPlanner
  private(set) var killed: [ExecutionID] = []

  init(_ undisturbed: Undisturbed, seed: UInt64) throws {
    shop = try ShopFolder(TemporaryFolder(beneath: TemporaryFolder.memory))
    self.undisturbed = undisturbed
    planner = KillPlanner(seed: seed)
  }

  /// Kills the workers of one delivery `kills` times, every second one at a failpoint, then lets one end in peace.
  func run(_ delivery: Int, kills: Int) throws {
    try shop.deliver(delivery)
    let reading = try LakeReading(shop, delivery: delivery)
    var states = delivery == 0 ? [:] : try reading.states()
    var left = kills
    var tooLate = 0
    while left > 0, tooLate <= kills {
      let moment = try next(delivery, reading, states, left: left)
      if try kill(moment, delivery, reading) { left -= 1 } else { tooLate += 1 }
      states = try reading.states()
      expectWhole(states, delivery, after: moment)
    }
    let last = try StartedRun(reading.local, delivery: delivery)
    let end = try last.waitForEnd().status
    #expect(end == .succeeded, "\(reading.trouble(of: last.id))")
    let final = try reading.states()
    for table in Set(final.keys).union(undisturbed.states[delivery].keys).sorted() {
      let wanted = undisturbed.state(table, after: delivery)
      #expect(final[table] ?? .empty == wanted, "\(table) after delivery \(delivery)")
    }
  }

  private func next(
    _ delivery: Int, _ reading: LakeReading, _ states: [String: TableState], left: Int
  ) throws -> KillMoment {
    let (all, done) = try steps(of: delivery, reading)
    let undone = all.filter { !done.contains($0) }
    let pending = undone.isEmpty ? all : undone
    guard left % 2 == 0 else { return planner.time(pending, left: left) }
    return planner.failpoint(pending, left: left) { table in
      if done.contains(table) { return .unchanged }
      let name = table.description
      return BuildStage(
        now: states[name] ?? .empty, before: undisturbed.state(name, after: delivery - 1),
        after: undisturbed.state(name, after: delivery))
    }
  }

  /// All steps of a delivery, and those that one of its executions has done.
  private func steps(of delivery: Int, _ reading: LakeReading) throws -> (all: [TableName], done: Set<TableName>) {
    let executions = try reading.journal.executions(.init(runDate: ShopFolder.day(of: delivery)), limit: 1000)
    let steps = try executions.map { try reading.journal.steps(of: $0.id) }
    let done = try steps.joined().filter { $0.status == .succeeded }.map { try TableName(parsing: $0.name) }
    let all = try (steps.first { !$0.isEmpty } ?? []).map { try TableName(parsing: $0.name) }
    return (all.isEmpty ? reading.local.project.sources.map(\.table).sorted() : all, Set(done))
  }

  /// Whether the worker died of it: one that is to be killed at a time may be done before.
  private func kill(_ moment: KillMoment, _ delivery: Int, _ reading: LakeReading) throws -> Bool {
    let run = try StartedRun(reading.local, delivery: delivery, failpoint: moment.failpoint)
    let struck = try Executioner(run: run, moment: moment, journal: reading.journal).wait()
    let end = try run.waitForEnd()
    if moment.failpoint == nil, end.status == .succeeded { return false }
    #expect(struck == (moment.failpoint == nil), "it did not die \(moment)")
    #expect(end.status == .failed && end.error == "Assay.WorkerLost", "\(moment): \(reading.trouble(of: run.id))")
    killed.append(run.id)
    return true
  }

  /// Expects each table to hold what it held before this delivery or what it shall hold after it, and nothing between.
  private func expectWhole(_ states: [String: TableState], _ delivery: Int, after moment: KillMoment) {
    for (table, state) in states {
      let allowed = [undisturbed.state(table, after: delivery - 1), undisturbed.state(table, after: delivery)]
      #expect(allowed.contains(state), "\(table) is neither old nor new after the kill \(moment)")
    }
  }
}

/// Watches a worker through the journal and kills it at its moment.
private struct Executioner {
  let run: StartedRun
  let moment: KillMoment
  let journal: any RunLedger

  /// Returns whether it had to, because the worker did not do it itself.
  func wait() throws -> Bool {
    if case .beginning(let microseconds) = moment {
      strike(after: microseconds)
      return true
    }
    var seen: Int64?
    while run.isAlive {
      let now = try journal.dataVersion()
      if now != seen, try isDue() { return true }
      seen = now
      Pause.brief()
    }
    return false
  }

  private func isDue() throws -> Bool {
    switch moment {
    case .during(let step, let microseconds):
      guard try journal.step(step, of: run.id)?.startedAt != nil else { return false }
      strike(after: microseconds)
    case .failpoint(let point, let table):
      // The failpoint was not on the way: it dies all the same, right after the step, so that the test goes on.
      guard point != .journalCommitted, try journal.step(table, of: run.id)?.status == .succeeded else { return false }
      strike(after: 0)
    case .beginning: return false
    }
    return true
  }

  /// The moments that nothing in the journal marks are found by time alone.
  private func strike(after microseconds: UInt32) {
    usleep(microseconds)
    run.kill()
  }
}
