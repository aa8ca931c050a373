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
      var planned: [PlannedStep] = []
      var changing: Set<TableName> = []
      for step in steps {
        let one = try plan(step, request, changing)
        if one.willChange { changing.insert(step.table) }
        planned.append(one)
      }
      var plan = RunPlan(
        request: request, steps: planned, dashboards: try dashboards(reading: changing, session: session),
        isProtected: project.environment.isProtected)
      let expected = planned.filter(\.willChange).compactMap(\.expectedSeconds)
      plan.expectedSeconds = expected.isEmpty ? nil : expected.reduce(0, +)
      return plan
    }
  }

  private func plan(_ step: RunStep, _ request: RunRequest, _ changing: Set<TableName>) throws -> PlannedStep {
    let (reason, willChange) = try outlook(step, request, changing)
    var planned = PlannedStep(
      name: step.name, kind: step.kind.rawValue, dependsOn: step.dependsOn.map(\.description), reason: reason,
      willChange: willChange)
    planned.version = try journal.latestSuccess(of: step.name)?.versionAfter
    planned.rules = project.ruleset(of: step.table)?.ruleset.rules.count ?? 0
    planned.expectedSeconds = try typicalSeconds(step.name)
    return planned
  }

  private func outlook(
    _ step: RunStep, _ request: RunRequest, _ changing: Set<TableName>
  ) throws -> (String, Bool) {
    if let source = project.source(of: step.table) {
      let ahead = SourceOutlook(source: source, project: project, journal: journal)
      let waiting = try ahead.newFiles()
      let day = request.runDate ?? CalendarDay(local.clock.now())
      if try ahead.missingFile(for: day) != nil {
        return ("the file for \(day) has not arrived", waiting > 0)
      }
      return (waiting == 0 ? "no new file" : waiting == 1 ? "1 new file" : "\(waiting) new files", waiting > 0)
    }
    if request.fullRefresh { return ("written anew from all its inputs", true) }
    if try journal.latestSuccess(of: step.name) == nil { return ("first build", true) }
    let moved = step.dependsOn.filter(changing.contains)
    if !moved.isEmpty { return ("new rows in " + moved.map(\.description).joined(separator: ", "), true) }
    let behind = try journal.step(step.name, isBehind: step.dependsOn)
    return behind ? ("its inputs moved since it was built", true) : ("nothing new", false)
  }

  /// The median of the last runs that did something.
  private func typicalSeconds(_ step: String) throws -> Double? {
    let seconds = try journal.stepHistory(of: step, status: .succeeded, limit: 7).compactMap(\.duration).sorted()
    return seconds.isEmpty ? nil : seconds[seconds.count / 2]
  }
}

extension Journal {
  /// Whether an input succeeded with a new version after the step's own newest success began.
  func step(_ name: String, isBehind inputs: [TableName]) throws -> Bool {
    guard let own = try latestSuccess(of: name)?.startedAt else { return true }
    return try inputs.contains { input in
      guard let end = try latestSuccess(of: input.description)?.endedAt else { return false }
      return end > own
    }
  }
}

extension RunInput {
  init(_ request: RunRequest) throws {
    self.init(
      tables: try request.tables.map(TableName.init(parsing:)), upstream: request.upstream,
      downstream: request.downstream, fullRefresh: request.fullRefresh, runDate: request.runDate)
  }
}
