import Clocks
import Foundation
import Journal
import Lake
import ModelSQL
import Operations
import Project
import Runs

extension LocalOperations {
  package func start(_ request: RunRequest) throws -> String {
    try translated {
      // A worker would look for its execution in the journal that stands there now.
      _ = try journal.dataVersion()
      // A missing engine is told now, not by a worker that nobody looks at.
      _ = try local.engine()
      let starter = ExecutionStarter(
        workspace: local.workspace, journal: journal, launcher: launcher, clockStart: clockStart)
      let input = try RunInput(request)
      let id = try starter.start(input, trigger: request.trigger, rerunOf: request.rerunOf.map { ExecutionID($0) })
      try journal.recordAudit(
        NewAudit(
          actor: NSUserName(), action: "run", target: id.rawValue, arguments: input.json.objectValue ?? [:]))
      return id.rawValue
    }
  }

  package func rerunRequest(of execution: String) throws -> RunRequest {
    try translated {
      let record = try existing(execution)
      let input = try RunInput(json: record.input)
      return RunRequest(
        tables: input.tables.map(\.description), upstream: input.upstream, downstream: input.downstream,
        fullRefresh: input.fullRefresh, runDate: record.runDate, trigger: "rerun", rerunOf: execution)
    }
  }

  package func plan(_ request: RunRequest) throws -> RunPlan {
    try translated {
      let session = try local.session()
      let analysis = try session.analyze()
      let steps = try RunSteps.plan(RunInput(request), project: project, analysis: analysis)
      var outlook = PlanOutlook(
        project: project, journal: journal, catalog: Catalog(session), request: request,
        day: request.runDate ?? CalendarDay(local.clock.now()), inputs: analysis.inputs)
      let planned = try steps.map { step in try self.plan(step, try outlook.next(step)) }
      var plan = RunPlan(
        request: request, steps: planned, dashboards: try dashboards(reading: outlook.changing, session: session),
        isProtected: project.environment.isProtected)
      let expected = planned.filter(\.willChange).compactMap(\.expectedSeconds)
      plan.expectedSeconds = expected.isEmpty ? nil : expected.reduce(0, +)
      return plan
    }
  }

  private func plan(_ step: RunStep, _ outlook: (reason: String, willChange: Bool)) throws -> PlannedStep {
    var planned = PlannedStep(
      name: step.name, kind: step.kind.rawValue, dependsOn: step.dependsOn.map(\.description), reason: outlook.reason,
      willChange: outlook.willChange)
    planned.version = try journal.latestSuccess(of: step.name)?.versionAfter
    planned.rules = project.ruleset(of: step.table)?.ruleset.rules.count ?? 0
    planned.expectedSeconds = try typicalSeconds(step.name)
    return planned
  }

  /// The median of the last runs that did something.
  private func typicalSeconds(_ step: String) throws -> Double? {
    let seconds = try journal.stepHistory(of: step, status: .succeeded, limit: 7).compactMap(\.duration).sorted()
    return seconds.isEmpty ? nil : seconds[seconds.count / 2]
  }
}

extension RunInput {
  init(_ request: RunRequest) throws {
    self.init(
      tables: try request.tables.map(TableName.init(parsing:)), upstream: request.upstream,
      downstream: request.downstream, fullRefresh: request.fullRefresh, runDate: request.runDate)
  }
}
