import Clocks
import Foundation
import Ledger
import Operations
import Processes
import Project
import Runs
import Schedules
import Words

extension LocalOperations: ScheduleOperations {
  package func schedules(asOf: Date?) throws -> SchedulesReport {
    try refusePast(asOf, "what was paused, and whether a scheduler worked, is kept of now only")
    let now = asOf ?? local.clock.now()
    var report = try schedules(at: now)
    report.sources = try translated { try deliveries(at: now) }
    return report
  }

  func schedules(at now: Date) throws -> SchedulesReport {
    try translated {
      let states = Dictionary(try journal.schedules().map { ($0.name, $0) }) { first, _ in first }
      let waiting = Dictionary(grouping: try journal.waitingFires(), by: \.schedule).mapValues(\.count)
      let scheduler = try scheduler(now: now)
      let schedules = try project.schedules.map { schedule in
        var summary = Self.summary(schedule, states[schedule.name], now: now)
        let fires = try journal.fires(of: schedule.name, limit: Self.recentFires)
        summary.recent = try fires.prefix(Self.shownFires).map(self.summary)
        summary.last = summary.recent.first
        let since = now.addingTimeInterval(-7 * 86_400)
        summary.missed = fires.filter { $0.state == .missed && $0.at >= since }.reduce(0) { $0 + $1.number }
        summary.waiting = waiting[schedule.name] ?? 0
        summary.isServed = scheduler.state == .running
        return summary
      }
      return SchedulesReport(asOf: now, scheduler: scheduler, schedules: schedules)
    }
  }

  /// As many as a tall screen has room for.
  private static let shownFires = 20
  /// A week of one every ten minutes.
  private static let recentFires = 1000

  package func scheduleFires(
    of schedule: String?, before: Int64?, limit: Int, asOf: Date?
  ) throws -> [ScheduleFireSummary] {
    try refusePast(asOf, "a fire's row tells what became of it since")
    return try translated { try journal.fires(of: schedule, before: before, limit: limit).map(summary) }
  }

  package func pauseSchedule(_ name: String, until: Date?) throws {
    try translated {
      try existingSchedule(name)
      if let until, until <= local.clock.now() {
        throw OperationsError.refused("\(Timestamp.text(until)) is over; a pause ends later than now")
      }
      try journal.pauseSchedule(name, until: until, by: NSUserName())
    }
  }

  package func resumeSchedule(_ name: String) throws -> Bool {
    try translated {
      try existingSchedule(name)
      return try journal.resumeSchedule(name, by: NSUserName())
    }
  }

  package func fireSchedule(_ name: String) throws {
    try translated {
      try existingSchedule(name)
      try journal.addFire(of: name, by: NSUserName())
    }
  }

  private func existingSchedule(_ name: String) throws {
    guard project.schedule(name) == nil else { return }
    let names = project.schedules.map(\.name)
    let known = names.isEmpty ? "the project has none" : "there are \(names.joined(separator: ", "))"
    throw OperationsError.notFound("there is no schedule “\(name)”; \(known)")
  }

  private static func summary(_ schedule: ScheduleDefinition, _ state: ScheduleState?, now: Date) -> ScheduleSummary {
    var tables: [String] = []
    var workflow: String?
    switch schedule.target {
    case .pipeline: break
    case .tables(let named): tables = named.map(\.description)
    case .workflow(let name): workflow = name
    }
    var summary = ScheduleSummary(
      name: schedule.name, description: schedule.description, expression: schedule.text,
      timeZone: schedule.zone == Fires.utc ? "UTC" : schedule.zone.identifier, tables: tables, state: .on)
    summary.workflow = workflow
    guard schedule.isEnabled else {
      summary.state = .off
      return summary
    }
    var from = now
    if let pause = state?.pause, state?.isPaused(at: now) == true {
      (summary.state, summary.pausedUntil, summary.pausedBy) = (.paused, pause.until, pause.by)
      guard let until = pause.until else { return summary }
      from = until
    }
    // When files come nobody knows.
    guard schedule.arrival == nil else { return summary }
    summary.upcoming = Array(schedule.fires(after: from, firstSeen: state?.firstSeen ?? now).prefix(shownFires))
    summary.next = summary.upcoming.first
    if summary.next == nil, summary.state == .on { summary.state = .over }
    return summary
  }

  private func summary(_ fire: ScheduleFire) throws -> ScheduleFireSummary {
    let execution = try fire.execution.flatMap { try journal.execution($0) }
    return ScheduleFireSummary(
      id: fire.sequence, schedule: fire.schedule, at: fire.at, state: fire.state, isLate: fire.isLate,
      number: fire.number, firstAt: fire.firstAt, execution: fire.execution?.rawValue,
      executionStatus: execution?.status, note: fire.note)
  }

  private func scheduler(now: Date) throws -> SchedulerSummary {
    guard let found = try journal.scheduler() else { return SchedulerSummary(state: .absent) }
    var state = SchedulerSummary.State.running
    switch ProcessIdentity.sign(host: found.host, worker: found.worker) {
    case .alive: break
    case .dead: state = .gone
    case .unknown: if now.timeIntervalSince(found.heartbeatAt) > Scheduler.silenceLimit { state = .gone }
    }
    return SchedulerSummary(
      state: state, host: found.host, process: found.worker.pid, lastSign: found.heartbeatAt, trouble: found.trouble)
  }
}
