import Clocks
import Foundation
import Ledger
import Processes
import Project
import Words

/// Starts the days of a backfill one after the other, and makes way for every other run: none is started while another run
/// works, and one that works is stopped and waits again when another run begins. Killed at any moment, the next driver goes
/// on: a day's execution is made in the transaction that says that it runs.
package struct BackfillDriver {
  private let starter: ExecutionStarter
  private let journal: any RunLedger
  private let id: String
  private let clock: any WallClock

  /// How its executions are named as to who started them, before its id.
  package static let trigger = "backfill "
  private static let pause: useconds_t = 250_000
  /// A day that made way so often is a failure: somebody else runs all the time.
  private static let mostAttempts = 1000
  /// A day whose worker dies so often is not started once more.
  private static let mostLost = 25

  package init(_ id: String, starter: ExecutionStarter, journal: any RunLedger, clock: any WallClock) {
    (self.id, self.starter, self.journal, self.clock) = (id, starter, journal, clock)
  }

  /// Blocks until every day is over, or it was paused or cancelled. False when another process drives it.
  ///
  /// - Parameter isStopped: asked between two looks; a driver that is stopped leaves everything as it is.
  @discardableResult
  package func run(isStopped: () -> Bool = { false }) throws -> Bool {
    let isMine = try journal.takeBackfill(
      id, worker: ProcessIdentity.current(), host: ProcessIdentity.host,
      isGone: { record in
        record.worker.map { ProcessIdentity.sign(host: record.host, worker: $0) == .dead } ?? true
      })
    guard isMine else { return false }
    while !isStopped() {
      if try turn() { return true }
      usleep(Self.pause)
    }
    return true
  }

  /// One look at everything; true when there is nothing left to do.
  func turn() throws -> Bool {
    try starter.endLost()
    guard let record = try journal.backfill(id) else { return true }
    let open = try settle(record)
    switch record.state {
    case .succeeded, .failed: return true
    case .paused: return open.isEmpty
    case .cancelled:
      for execution in open { _ = try journal.requestStop(execution) }
      return open.isEmpty
    case .running: break
    }
    if try othersRun() {
      for execution in open { try makeWay(execution) }
      return false
    }
    if open.count < record.atOnce, let next = record.days.first(where: { $0.state == .queued }) {
      try start(next, of: record)
      return false
    }
    return open.isEmpty && record.count(.queued) == 0 ? try finish() : false
  }

  /// Writes down what became of the days that ran; gives those that still do.
  private func settle(_ record: BackfillRecord) throws -> [ExecutionID] {
    var open: [ExecutionID] = []
    for day in record.days where day.state == .running {
      guard let execution = day.execution else { continue }
      guard let run = try journal.execution(execution) else {
        try journal.setDay(
          day.day, of: id, execution: execution, to: .failed, note: "its run is no longer in the journal")
        continue
      }
      switch run.status {
      case .running:
        // Its worker was to be started by a driver that is gone.
        if run.worker == nil, clock.now().timeIntervalSince(run.startedAt) > 5 { try launch(execution) }
        open.append(execution)
      case .succeeded: try journal.setDay(day.day, of: id, execution: execution, to: .succeeded, note: nil)
      case .aborted: try settle(stopped: day, execution, record)
      case .failed, .timedOut:
        let lost = run.error == .workerLost && day.attempt < Self.mostLost
        try journal.setDay(
          day.day, of: id, execution: execution, to: lost ? .queued : .failed, note: run.cause ?? run.error?.rawValue)
      }
    }
    return open
  }

  /// One that made way waits again; one that somebody stopped by hand is over.
  private func settle(stopped day: BackfillDay, _ execution: ExecutionID, _ record: BackfillRecord) throws {
    let byHand = try journal.audit(target: execution.rawValue, before: nil, limit: 10).contains { $0.action == "stop" }
    let state: BackfillDayState =
      record.state == .cancelled ? .cancelled : byHand || day.attempt >= Self.mostAttempts ? .failed : .queued
    let note = state == .queued ? "made way for another run" : byHand ? "stopped by hand" : nil
    try journal.setDay(day.day, of: id, execution: execution, to: state, note: note)
  }

  private func othersRun() throws -> Bool {
    try journal.executions(.init(status: .running), limit: 1000).contains { execution in
      !execution.isDayOfBackfill && ProcessIdentity.sign(of: execution) != .dead
    }
  }

  private func makeWay(_ execution: ExecutionID) throws {
    guard let day = try journal.execution(execution), day.stopRequestedAt == nil else { return }
    try day.makeWay(in: journal)
  }

  private func start(_ day: BackfillDay, of record: BackfillRecord) throws {
    var input = try RunInput(json: record.input)
    input.runDate = day.day
    let new = starter.newExecution(input, trigger: ExecutionTrigger(rawValue: Self.trigger + id))
    if let execution = try journal.startDay(day.day, of: id, new) { try launch(execution.id) }
  }

  /// One that cannot be started has failed with the reason, and its day with it: a driver that ended by that would leave a
  /// backfill that runs and that nobody drives.
  private func launch(_ execution: ExecutionID) throws {
    do { try starter.launch(execution) } catch is FailureReason {}
  }

  private func finish() throws -> Bool {
    let record = try journal.backfill(id)
    let failed = record.map { $0.count(.failed) + $0.count(.cancelled) > 0 } ?? false
    _ = try journal.setBackfill(
      id, from: [.running], to: failed ? .failed : .succeeded, requeueing: [], by: nil)
    return try journal.backfill(id)?.state != .running
  }
}

extension ExecutionRecord {
  /// It makes way for every other run.
  package var isDayOfBackfill: Bool { trigger.rawValue.hasPrefix(BackfillDriver.trigger) }

  /// Asks it to stop, and tells its worker, where that is of this machine, at once: it would look itself within a second.
  func makeWay(in journal: any RunLedger) throws {
    guard try journal.requestStop(id), let worker, worker != ProcessIdentity.current(),
      ProcessIdentity.sign(of: self) == .alive
    else { return }
    kill(worker.pid, SIGTERM)
  }
}

extension ExecutionStarter {
  func newExecution(_ input: RunInput, trigger: ExecutionTrigger) -> NewExecution {
    NewExecution(
      pipeline: workspace.project.name, environment: workspace.environment.name, trigger: trigger,
      runDate: input.runDate ?? workspace.today, input: input.json, host: ProcessIdentity.host)
  }

  /// Starts the process that drives a backfill.
  package func launchBackfill(_ id: String) throws {
    let arguments = [
      "backfill", "drive", id, "--project", workspace.project.folder, "--env", workspace.environment.name,
    ]
    _ = try launcher.launch(arguments, execution: ExecutionID(id))
  }
}
