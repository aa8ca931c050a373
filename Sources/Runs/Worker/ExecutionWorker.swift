import Clocks
import Deliveries
import Foundation
import JSON
import Lake
import Ledger
import Metrics
import Processes
import Project
import Synchronization
import Watch
import Words

/// Carries out one execution in this process: plans its tasks, runs them on threads of their own, tells the journal that
/// it lives, and stops when asked to.
package final class ExecutionWorker: Sendable {
  private let workspace: Workspace
  private let journal: any RunLedger
  private let execution: ExecutionID
  private let stop = StopFlag()
  private let running = RunningSteps()
  private let patience: StopPatience?
  private let workflow = Mutex<WorkflowRun?>(nil)

  /// How often the worker says that it lives, in seconds.
  static let heartbeat = 1.0
  /// An execution whose worker nobody can see is lost after this silence, in seconds.
  package static let silenceLimit = 15.0

  /// - Parameter abandon: ends the process, when a step does not hear a stop; nil where the process is not the worker's own.
  package init(
    workspace: Workspace, journal: any RunLedger, execution: ExecutionID, abandon: (@Sendable () -> Void)? = nil
  ) {
    self.workspace = workspace
    self.journal = journal
    self.execution = execution
    patience = abandon.map { StopPatience(journal: journal, execution: execution, abandon: $0) }
  }

  /// Asks the worker to stop after the queries it is in. Safe from any thread.
  package func requestStop() {
    stop.set()
    running.interruptAll()
    workflow.withLock { $0 }?.requestStop()
    patience?.begin()
  }

  /// Runs to the end. Returns the status the execution ended with.
  ///
  /// - Parameter makeCompute: called once for the plan and once for each step, on the step's own thread.
  package func run(with makeCompute: @escaping MakeCompute) throws -> ExecutionStatus {
    guard try attach() else {
      throw RunError(.notRunning, "the execution \(execution) is over already, or another worker has it")
    }
    try ExecutionStarter.endLost(journal, in: workspace)
    try makeWay()
    SpillFolders(workspace).sweep()
    SpillFolders.besideTables(workspace).sweep()
    let pulse = Pulse(interval: Self.heartbeat) { [self] in beat() }
    defer {
      patience?.end()
      pulse.end()
    }
    do {
      let status = try carryOut(makeCompute)
      prune()
      judgeAlarms()
      return status
    } catch {
      let reason = FailureReason(of: error)
      try journal.finishExecution(execution, as: .failed, error: reason.error, cause: reason.cause)
      // One that did not come to its first step is late all the same.
      if let record = try journal.execution(execution) { try journal.put(breach(record, .failed)) }
      judgeAlarms()
      return .failed
    }
  }

  /// Days of a backfill that run stop for any other run and wait again. Whoever drives them sees to that too; but it may be
  /// gone, and then nobody else would.
  private func makeWay() throws {
    let running = try journal.executions(.init(status: .running), limit: 1000)
    guard let own = running.first(where: { $0.id == execution }), !own.isDayOfBackfill else { return }
    for day in running where day.isDayOfBackfill { try day.makeWay(in: journal) }
  }

  /// A state machine's execution whose worker is gone is taken over.
  private func attach() throws -> Bool {
    let worker = ProcessIdentity.current()
    if try journal.attach(worker, host: ProcessIdentity.host, to: execution) { return true }
    guard let record = try journal.execution(execution), record.workflow != nil, record.status == .running,
      ProcessIdentity.sign(of: record) == .dead
    else { return false }
    return try journal.takeOver(record, by: worker, host: ProcessIdentity.host)
  }

  /// The run is over and recorded: what goes wrong with its alarms is told and makes it no other run.
  private func judgeAlarms() {
    do {
      try AlarmKeeper(workspace, journal: journal).evaluate()
    } catch {
      FileHandle.standardError.write(Data("alarms: \(error)\n".utf8))
    }
  }

  private func beat() {
    do {
      let answer = try journal.heartbeat(execution)
      if answer.stopRequested || answer.status != .running { requestStop() }
    } catch {
      // The next beat may succeed; a journal that stays away ends the run where it is written to.
      FileHandle.standardError.write(Data("heartbeat: \(error)\n".utf8))
    }
  }

  private func carryOut(_ makeCompute: @escaping MakeCompute) throws -> ExecutionStatus {
    guard let record = try journal.execution(execution) else {
      throw RunError(.notFound, "there is no execution \(execution)")
    }
    try ClockCheck(journal: journal).look(record)
    if record.definitions == nil {
      try journal.keepDefinitions(ProjectRevision(folder: workspace.project.folder).kept(), of: execution)
    }
    if let input = WorkflowInput(json: record.input) { return try carryOut(input, record, makeCompute) }
    let input = try RunInput(json: record.input)
    let graph = try plan(input, makeCompute)
    let done = try planOrGoOn(graph)
    let run = RunContext(
      execution: execution, input: input, runDate: record.runDate ?? workspace.project.timeZone.day(record.startedAt),
      startedAt: record.startedAt, environment: workspace.environment.name)
    let sessions = TaskSessions(workspace: workspace, journal: journal, makeCompute: makeCompute, running: running)
    let runner = StepRunner(
      journal: journal, clock: workspace.clock, run: run, stop: stop, runners: TaskRunners.all(sessions))
    let result = try StepCrew(runner: runner, size: LakeSession.atOnce).run(graph, done: done, stop: stop)
    if !stop.isSet { OwnMetrics(sessions: sessions, execution: execution, run: run).measure() }
    return try finish(result, record)
  }

  /// Workers in a row that may end without a word before the execution got any further.
  private static let mostTakeovers = 5

  private func carryOut(
    _ input: WorkflowInput, _ record: ExecutionRecord, _ makeCompute: @escaping MakeCompute
  ) throws -> ExecutionStatus {
    if try journal.workflow(of: execution) == nil {
      try journal.beginWorkflow(
        WorkflowRecord(
          execution: execution, name: input.workflow, executionName: input.name ?? execution.rawValue,
          definition: try WorkflowFile(workspace.project).text(input.workflow), input: input.input,
          seed: UInt64.random(in: 0...UInt64.max)))
    }
    guard let kept = try journal.workflow(of: execution) else {
      throw RunError(.notFound, "the journal lost the workflow of \(execution)")
    }
    guard try journal.countTakeover(of: execution) <= Self.mostTakeovers else {
      throw RunError(.workerLost, "\(Self.mostTakeovers) workers ended without a word, one after the other")
    }
    let starter = ExecutionStarter(
      workspace: workspace, journal: journal, launcher: WorkerLauncher(logFolder: workspace.statePath + "/logs"),
      clockStart: workspace.clock is SystemClock ? nil : workspace.clock.now())
    let place = TwinPlace(workspace: workspace, journal: journal, starter: starter, makeCompute: makeCompute)
    let run = WorkflowRun(kept, record, place, stop: stop)
    workflow.withLock { $0 = run }
    return try run.run()
  }

  /// Writes down the steps; of an execution that goes on they are there, and those that succeeded are done.
  private func planOrGoOn(_ graph: RunGraph) throws -> Set<StepName> {
    let known = try journal.steps(of: execution)
    guard known.isEmpty else {
      guard Set(known.map(\.name)) == Set(graph.tasks.map(\.name.rawValue)) else {
        throw RunError(.failed, "its steps are not those that were planned; repeat it by a rerun")
      }
      return Set(known.filter { $0.status == .succeeded }.map { StepName($0.name) })
    }
    try journal.planSteps(
      graph.tasks.enumerated().map { index, task in
        StepPlan(
          name: task.name.rawValue, kind: task.kind, ordinal: index + 1, dependsOn: task.dependsOn.map(\.rawValue))
      }, in: execution)
    return []
  }

  private func plan(_ input: RunInput, _ makeCompute: MakeCompute) throws -> RunGraph {
    let session = LakeSession(workspace: workspace, journal: journal, compute: try makeCompute())
    let graph = try RunPlanning(session: session, input: input).graph
    let ingested = Set(graph.tasks.filter { $0.kind == .ingest }.map(\.table))
    try LakeAgreement(session: session, execution: execution).run(ingested: ingested) { table in
      JournalReporter(journal: journal, execution: execution, step: table.description, stop: stop)
    }
    return graph
  }

  private func finish(_ result: StepCrew.Result, _ record: ExecutionRecord) throws -> ExecutionStatus {
    let status = result.status
    try journal.finishExecution(
      execution, as: status, error: result.failure?.error,
      cause: status == .aborted ? "stopped on request" : result.failure?.cause)
    try journal.put(
      WorkerUsage.datapoints(
        pipeline: workspace.project.name, environment: workspace.environment.name, at: workspace.clock.now())
        + breach(record, status))
    return status
  }

  private func breach(_ record: ExecutionRecord, _ status: ExecutionStatus) throws -> [Datapoint] {
    try SLABreach(pipeline: workspace.project.name, environment: workspace.environment.name).datapoints(
      of: record, status, workspace.project.schedules, now: workspace.clock.now(), journal)
  }

  /// The run is over and recorded: old lines that stay a day longer do not make it a failed one.
  private func prune() {
    let retention = workspace.project.retention
    let now = workspace.clock.now()
    do {
      try journal.prune(
        runsOlderThan: now.addingTimeInterval(-86_400 * Double(retention.runsDays)),
        logsOlderThan: now.addingTimeInterval(-86_400 * Double(retention.logDays)), metrics: retention.metrics,
        lineageOlderThan: now.addingTimeInterval(-86_400 * Double(retention.lineageDays)),
        auditOlderThan: now.addingTimeInterval(-86_400 * Double(retention.auditDays)))
      try WorkerLogs(folder: workspace.statePath + "/logs")
        .remove(olderThan: now.addingTimeInterval(-86_400 * Double(retention.logDays)), except: execution)
      try workspace.sweepUploads()
      try workspace.trimCopies()
    } catch {
      FileHandle.standardError.write(Data("retention: \(error)\n".utf8))
    }
  }
}
