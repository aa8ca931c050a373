import Clocks
import Deliveries
import Foundation
import Ledger
import Metrics
import Schedules
import Synchronization

/// When the files of each schedule were looked at last: listing folders costs more than reading a clock.
final class ArrivalPace: Sendable {
  /// Seconds between two looks.
  static let interval: TimeInterval = 5

  private let looked = Mutex<[String: Date]>([:])

  func isDue(_ schedule: String, _ now: Date) -> Bool {
    looked.withLock { looked in
      if let last = looked[schedule], abs(now.timeIntervalSince(last)) < Self.interval { return false }
      looked[schedule] = now
      return true
    }
  }
}

extension SchedulerTurn {
  /// Starts a schedule whose files have come, once for the same files, and writes down when those of a day are late.
  func decideArrival(
    _ schedule: ScheduleDefinition, _ arrival: ArrivalTrigger, _ state: ScheduleState, _ events: inout [Event]
  ) throws {
    let now = workspace.clock.now()
    // A clock that was set back decides nothing twice.
    guard now > state.decidedUntil, arrivals.isDue(schedule.name, now) else { return }
    guard schedule.isEnabled, !state.isPaused(at: now), schedule.start ?? now <= now, schedule.end ?? now >= now else {
      return try rest(state, now)
    }
    let outlook = DropOutlook(arrival.sources, project: workspace.project, journal: journal, now: now)
    let drops = try outlook.drops(until: schedule.runDay(of: now))
    let fired = try journal.drops(of: schedule.name, limit: 1000)
    let late = lateDrops(schedule, drops, fired, since: state.decidedUntil, now)
    let keys = Set(fired.map(\.key))
    let come = drops.first { $0.isComplete && !keys.contains($0.key) }
    let fires = late.map(\.fire) + (come.map { [fire(of: $0, schedule, now)] } ?? [])
    guard !fires.isEmpty else { return try rest(state, now) }
    guard try journal.decide(state, until: now, fires, note: nil) else { return }
    try journal.put(
      late.flatMap { missed(1, $0.fire.at, schedule) } + (come == nil ? [] : [missedRuns(0, now, schedule)]))
    events += late.map { .late(schedule: schedule.name, fire: $0.fire.at, why: $0.why) }
  }

  private func rest(_ state: ScheduleState, _ now: Date) throws {
    guard now.timeIntervalSince(state.decidedUntil) >= Self.restInterval else { return }
    _ = try journal.decide(state, until: now, [], note: nil)
  }

  private func fire(of drop: Drop, _ schedule: ScheduleDefinition, _ now: Date) -> NewFire {
    let limit = schedule.lateMoment(on: drop.day.advanced(by: -schedule.runDayOffset))
    let more = drop.files.count > 3 ? " and \(drop.files.count - 3) more" : ""
    return NewFire(
      at: now, state: .waiting, isLate: limit.map { now > $0 } ?? false,
      note: "came: " + drop.files.prefix(3).joined(separator: ", ") + more, drop: FireDrop(key: drop.key, day: drop.day)
    )
  }

  /// Of the moments that passed since the last look those by which nothing had come of the day, and nothing lies there whole.
  private func lateDrops(
    _ schedule: ScheduleDefinition, _ drops: [Drop], _ fired: [FireDrop], since: Date, _ now: Date
  ) -> [(fire: NewFire, why: String)] {
    schedule.fires(after: since, firstSeen: since).prefix { $0 <= now }.prefix(DueFires.most).compactMap { moment in
      let day = schedule.runDay(of: moment)
      let drop = drops.first { $0.day == day }
      guard !fired.contains(where: { $0.day == day }), !(drop?.isComplete ?? false) else { return nil }
      let missing = drop?.missing ?? []
      let why = "the files of \(day) had not come" + (missing.isEmpty ? "" : ": " + missing.joined(separator: "; "))
      return (NewFire(at: moment, state: .missed, isLate: true, note: why), why)
    }
  }
}
