import Foundation
import Ledger
import Operations
import Words

extension CauseWalk {
  mutating func follow(execution id: String) throws {
    guard visit(.execution, id) else { return }
    let detail = try operations.execution(id, asOf: nil)
    let run = detail.summary
    var link = CauseLink(
      .execution, id, .execution(run.status), run.cause.map(ServiceCause.told) ?? run.error?.rawValue ?? "",
      at: run.endedAt ?? run.startedAt,
      execution: id)
    if let repairing = run.repairedBy {
      link.evidence.append(CauseEvidence(.run, repairing, "has made it good since"))
    }
    if let mark = run.markedBy { link.evidence.append(CauseEvidence(.audit, "marked as done", "by \(mark)")) }
    switch run.status {
    case .succeeded, .running:
      link.sentence = run.isRunning ? "it runs" : "it succeeded"
      well(link)
    case .aborted:
      links.append(link)
      try whoStopped(run)
    case .failed, .timedOut:
      links.append(link)
      try firstFailure(of: run)
    }
  }

  /// The step that failed first, as those after it may have failed for it.
  private mutating func firstFailure(of run: ExecutionSummary) throws {
    let lost = try LostExecutions(journal)
    let failed = try journal.steps(of: ExecutionID(run.id)).map(lost.shown).filter { $0.status == .failed }
    let first = failed.min { ($0.endedAt ?? .distantFuture) < ($1.endedAt ?? .distantFuture) }
    guard let first else {
      if run.error == .projectInvalid {
        remedies.append(CauseRemedy("assay validate", "says where the definition is wrong; mend it there"))
      }
      return remedies.append(CauseRemedy("assay run", "runs it again"))
    }
    links.append(try link(first))
    guard run.repairedBy == nil else { return }
    try behind(first)
  }

  private mutating func whoStopped(_ run: ExecutionSummary) throws {
    let stop = try journal.audit(target: run.id, before: nil, limit: 100).last { $0.action == "stop" }
    if let stop {
      links.append(
        CauseLink(
          .person, stop.actor, .ender, "\(stop.actor) stopped it", at: stop.at, execution: run.id,
          evidence: [CauseEvidence(.audit, "stop", "by \(stop.actor)", at: stop.at)]))
    }
    if run.repairedBy == nil {
      remedies.append(
        try canBeRedriven(ExecutionID(run.id))
          ? CauseRemedy("assay run --redrive \(run.id)", "goes on with what was left undone")
          : CauseRemedy("assay run", "runs what was left undone"))
    }
  }

  /// Nobody built a table though it was time: the schedule that did not fire, or that there is none.
  mutating func notRun(_ table: TableStatus) throws {
    defer {
      remedies.append(
        CauseRemedy(
          table.lastLoadedAt == nil ? "assay run" : "assay run --table \(table.name) --upstream --downstream",
          "runs it now"))
    }
    let since = table.lastLoadedAt == nil ? "nothing has built it yet" : "nobody has run it since"
    guard !project.schedules.isEmpty else {
      return links.append(
        CauseLink(
          .schedule, "schedules/", .absent, "no schedule starts it, and \(since)", at: table.lastLoadedAt))
    }
    let report = try operations.schedules(at: status.at)
    let own = report.schedules.filter { $0.tables.isEmpty || $0.tables.contains(table.name) }
    guard let schedule = own.first(where: { $0.state == .on }) ?? own.first else {
      return links.append(
        CauseLink(.schedule, "schedules/", .absent, "no schedule is of \(table.name), and \(since)"))
    }
    links.append(link(schedule))
    hold(schedule, report.scheduler)
  }

  /// What keeps a schedule from starting anything, and what mends that.
  mutating func hold(_ schedule: ScheduleSummary, _ scheduler: SchedulerSummary) {
    switch schedule.state {
    case .paused: remedies.append(CauseRemedy("assay schedule resume \(schedule.name)", "lets it fire again"))
    case .off: remedies.append(CauseRemedy(nil, "say enabled: true in schedules/\(schedule.name).yml"))
    case .on, .over: self.scheduler(scheduler)
    }
  }

  func link(_ schedule: ScheduleSummary) -> CauseLink {
    let sentence =
      switch schedule.state {
      case .paused: "paused" + (schedule.pausedBy.map { " by \($0)" } ?? "") + ": it does not fire"
      case .off: "switched off in its file"
      case .over: "it never fires again"
      case .on: lastFire(schedule)
      }
    var link = CauseLink(.schedule, schedule.name, .schedule(schedule.state), sentence, at: schedule.last?.at)
    link.evidence.append(
      CauseEvidence(.schedule, schedule.name, schedule.expression + " " + schedule.timeZone, at: schedule.next))
    if let fire = schedule.last {
      link.evidence.append(
        CauseEvidence(
          .schedule, fire.state.rawValue, [fire.execution, fire.note].compactMap(\.self).joined(separator: ", "),
          at: fire.at))
    }
    return link
  }

  private func lastFire(_ schedule: ScheduleSummary) -> String {
    guard let fire = schedule.last else { return "it has not fired yet" }
    switch fire.state {
    case .missed: return fire.number == 1 ? "its last fire was missed" : "\(fire.number) fires were missed"
    case .skipped: return "its last fire was left out" + (fire.note.map { ": \($0)" } ?? "")
    case .waiting: return "its last fire waits to start" + (fire.note.map { ": \($0)" } ?? "")
    case .started: return "its last fire started \(fire.execution ?? "a run"), which did not bring it up to date"
    }
  }

  private mutating func scheduler(_ scheduler: SchedulerSummary) {
    guard scheduler.state != .running else { return }
    links.append(
      CauseLink(
        .scheduler, scheduler.host ?? "this machine", .scheduler(scheduler.state),
        scheduler.state == .absent
          ? "no scheduler has ever run here, so that no schedule starts anything"
          : "the scheduler is gone" + (scheduler.trouble.map { ": \($0)" } ?? ""), at: scheduler.lastSign))
    remedies.append(CauseRemedy("assay schedule run", "starts the scheduler; leave it running"))
  }
}
