import Clocks
import Foundation
import JSON
import Lake
import Ledger
import Metrics
import Processes
import Project
import Schedules
import Words

/// One look at all schedules of a project: which fires are due is written down, and what waits is started.
///
/// Each fire is one row of the journal, keyed by its schedule and moment, and its execution is made in the transaction
/// that marks it as started. So two schedulers at once, or one that is killed anywhere, start each fire once.
package struct SchedulerTurn {
  let workspace: Workspace
  let journal: any RunLedger
  /// Starts the worker of an execution that is in the journal.
  let launch: (ExecutionID) throws -> Void
  let arrivals = ArrivalPace()

  /// Seconds after which a started fire without a worker is known to have lost its scheduler.
  static let launchLimit: TimeInterval = 5

  package init(workspace: Workspace, journal: any RunLedger, launch: @escaping (ExecutionID) throws -> Void) {
    (self.workspace, self.journal, self.launch) = (workspace, journal, launch)
  }

  /// What one turn did, for the scheduler's own log.
  package enum Event: Sendable, Hashable {
    case started(ExecutionID, schedule: String, fire: Date, isLate: Bool)
    case missed(schedule: String, DueFires.Missed)
    case skipped(schedule: String, fire: Date, why: String)
    /// Files had not come when they had to.
    case late(schedule: String, fire: Date, why: String)
    case launchedAgain(ExecutionID)
    /// Of an execution that lost its worker or scheduler: no other was to be had, and it has failed by that.
    case notLaunched(ExecutionID, why: String)
    case failed(schedule: String, why: String)
  }

  package func take() throws -> [Event] {
    // A run that lost its worker is late, and cannot say so itself.
    let breach = SLABreach(pipeline: workspace.project.name, environment: workspace.environment.name)
    for lost in try ExecutionStarter.endLost(journal, in: workspace) where lost.worker != nil {
      try journal.put(
        breach.datapoints(
          of: lost, .failed, workspace.project.schedules, now: workspace.clock.now(), journal))
    }
    var events: [Event] = []
    for execution in try journal.runningWorkflows()
    where execution.worker != nil && ProcessIdentity.sign(of: execution) == .dead {
      try launchAgain(execution.id, &events)
    }
    for execution in try journal.fires(withoutWorkerFor: Self.launchLimit) {
      try launchAgain(execution.id, &events)
    }
    try decide(&events)
    try startWaiting(&events)
    return events
  }

  private func launchAgain(_ execution: ExecutionID, _ events: inout [Event]) throws {
    do {
      try launch(execution)
      events.append(.launchedAgain(execution))
    } catch let error as any NamedFailure where !(error is JournalError) {
      // It says so itself, and what is due besides it has nothing to do with it.
      events.append(.notLaunched(execution, why: error.cause))
    }
  }

  // MARK: What is due

  private func decide(_ events: inout [Event]) throws {
    let known = Dictionary(try journal.schedules().map { ($0.name, $0) }) { first, _ in first }
    for schedule in workspace.project.schedules {
      let state = try known[schedule.name] ?? journal.meetSchedule(schedule.name)
      if let arrival = schedule.arrival {
        try decideArrival(schedule, arrival, state, &events)
      } else {
        try decide(schedule, state, &events)
      }
    }
  }

  private func decide(_ schedule: ScheduleDefinition, _ state: ScheduleState, _ events: inout [Event]) throws {
    let now = workspace.clock.now()
    // A pause that ran out while nobody looked was one all the same.
    let passedOver = state.pause?.until.map { min($0, now) } ?? state.decidedUntil
    let due = DueFires(
      of: schedule, decidedUntil: max(state.decidedUntil, passedOver), firstSeen: state.firstSeen,
      isPaused: state.isPaused(at: now), now: now)
    var fires = due.starting.map { NewFire(at: $0.at, state: .waiting, isLate: $0.isLate) }
    if let missed = due.missed {
      fires.append(NewFire(at: missed.last, state: .missed, isLate: true, number: missed.count, firstAt: missed.first))
    }
    // How far was looked is written only now and then: looking again costs nothing.
    guard !fires.isEmpty || now.timeIntervalSince(state.decidedUntil) >= Self.restInterval else { return }
    guard try journal.decide(state, until: due.decidedUntil, fires) else { return }
    try journal.put(figures(of: due, schedule))
    if let missed = due.missed { events.append(.missed(schedule: schedule.name, missed)) }
  }

  /// At the end of its window a fire has started or is missed; one that is made up for later was missed all the same. A kill
  /// between the decision and this costs the figure, not the fire.
  private func figures(of due: DueFires, _ schedule: ScheduleDefinition) -> [Datapoint] {
    let missed = due.missed.map { self.missed($0.count, $0.last, schedule) } ?? []
    return due.starting.map { missedRuns($0.isLate ? 1 : 0, $0.at, schedule) } + missed
  }

  func missed(_ count: Int, _ fire: Date, _ schedule: ScheduleDefinition) -> [Datapoint] {
    let point = missedRuns(Double(count), fire, schedule)
    guard schedule.freshWithin != nil else { return [point] }
    // No run will tell of these.
    let breach = SLABreach(pipeline: workspace.project.name, environment: workspace.environment.name)
    return [point, breach.datapoint(Double(count), at: workspace.clock.now())]
  }

  func missedRuns(_ value: Double, _ fire: Date, _ schedule: ScheduleDefinition) -> Datapoint {
    let metric = MetricName(
      namespace: ScheduleMetrics.namespace, name: ScheduleMetrics.missedRuns,
      dimensions: [
        MetricDimension(ScheduleMetrics.scheduleDimension, schedule.name),
        MetricDimension(ScheduleMetrics.environmentDimension, workspace.environment.name),
      ])
    let end = min(fire.addingTimeInterval(schedule.window), workspace.clock.now())
    return Datapoint(metric, unit: .count, value: value, at: end)
  }

  static let restInterval: TimeInterval = 60

  // MARK: What waits

  private func startWaiting(_ events: inout [Event]) throws {
    var isHeld: Set<String> = []
    for fire in try journal.waitingFires() where !isHeld.contains(fire.schedule) {
      guard let schedule = workspace.project.schedule(fire.schedule) else {
        let why = "there is no schedule of that name any more"
        if try journal.skipFire(fire.sequence, why) {
          events.append(.skipped(schedule: fire.schedule, fire: fire.at, why: why))
        }
        continue
      }
      if try !start(fire, schedule, &events) { isHeld.insert(fire.schedule) }
    }
  }

  /// False when it goes on waiting.
  private func start(_ fire: ScheduleFire, _ schedule: ScheduleDefinition, _ events: inout [Event]) throws -> Bool {
    if schedule.overlap != .both, let before = try journal.running(of: schedule.name).first {
      guard schedule.overlap == .skip else { return false }
      let why = (fire.note.map { $0 + "; " } ?? "") + "\(before.id) was still running"
      if try journal.skipFire(fire.sequence, why) {
        events.append(.skipped(schedule: schedule.name, fire: fire.at, why: why))
      }
      return true
    }
    guard let execution = try journal.startFire(fire.sequence, execution(of: fire, schedule)) else { return true }
    Failpoint.fireStarted.reach(schedule.name)
    do {
      try launch(execution.id)
      events.append(.started(execution.id, schedule: schedule.name, fire: fire.at, isLate: fire.isLate))
    } catch let error as any NamedFailure where !(error is JournalError) {
      // The execution says so itself; the fire is not tried again for ever.
      events.append(.failed(schedule: schedule.name, why: error.cause))
    }
    return true
  }

  private func execution(of fire: ScheduleFire, _ schedule: ScheduleDefinition) -> NewExecution {
    let day = fire.drop?.day ?? schedule.runDay(of: fire.at)
    return NewExecution(
      pipeline: workspace.project.name, environment: workspace.environment.name, trigger: .schedule(schedule.name),
      runDate: day, input: input(of: fire, schedule, day), host: ProcessIdentity.host)
  }

  private func input(of fire: ScheduleFire, _ schedule: ScheduleDefinition, _ day: CalendarDay) -> JSONValue {
    switch schedule.target {
    case .pipeline: return RunInput(runDate: day).json
    case .tables(let tables): return RunInput(tables: tables, upstream: true, runDate: day).json
    case .workflow(let name):
      let input: JSONValue = [
        "schedule": .string(schedule.name), "time": .string(Timestamp.text(fire.at)),
        "runDate": .string(day.description),
      ]
      return WorkflowInput(workflow: name, input: input).json
    }
  }
}
