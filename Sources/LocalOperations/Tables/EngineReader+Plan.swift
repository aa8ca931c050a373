import Clocks
import Foundation
import Lake
import Ledger
import Operations
import Project
import Reading
import Runs
import Words

extension EngineReader {
  private var journal: any RunLedger { local.journal }

  func plan(_ request: RunRequest) throws -> RunPlan {
    let session = try local.session()
    let planning = try RunPlanning(session: session, input: RunInput(request))
    let tasks = planning.graph.tasks
    var outlook = PlanOutlook(
      project: project, journal: journal, session: session, request: request,
      day: request.runDate ?? local.workspace.today, inputs: planning.analysis.inputs)
    let planned = try tasks.map { task in
      var step = try self.plan(task, try outlook.next(task))
      step.isBlocked = outlook.blocked.contains(task.name)
      return step
    }
    var request = request
    // A rerun takes in what has come since: it is of the day of those files, unless it still waits for its own.
    if request.rerunOf != nil, !planned.contains(where: { $0.reason.hasPrefix(PlanOutlook.waitsForFile) }),
      let day = planned.flatMap(\.files).compactMap(RunPlan.day).max()
    {
      request.runDate = day
    }
    var plan = RunPlan(
      request: request, steps: planned, dashboards: try dashboards(reading: outlook.changing, session: session),
      isProtected: project.environment.isProtected)
    let expected = planned.filter(\.willChange).compactMap(\.expectedSeconds)
    plan.expectedSeconds = expected.isEmpty ? nil : expected.reduce(0, +)
    return plan
  }

  private func plan(_ task: RunTask, _ outlook: PlanOutlook.Outlook) throws -> PlannedStep {
    var planned = PlannedStep(
      name: task.name.rawValue, kind: task.kind, dependsOn: task.dependsOn.map(\.rawValue),
      reason: outlook.reason, willChange: outlook.willChange)
    planned.files = outlook.files
    planned.bytes = outlook.bytes
    planned.engine = task.kind == .build && outlook.willChange ? engine(of: task.table, outlook.bytes ?? 0) : nil
    planned.version = try journal.latestSuccess(of: planned.name)?.versionAfter
    planned.rules = project.ruleset(of: task.table)?.ruleset.rules.count ?? 0
    planned.expectedSeconds = try typicalSeconds(planned.name)
    return planned
  }

  private func engine(of table: TableName, _ bytes: Int64) -> String? {
    project.model(table).map { project.environment.isOnSpark($0, reading: bytes) ? "Spark" : "DuckDB" }
  }

  /// The median of the last runs that did something.
  private func typicalSeconds(_ step: String) throws -> Double? {
    let seconds = try journal.stepHistory(of: step, status: .succeeded, limit: 7).compactMap(\.duration).sorted()
    return seconds.isEmpty ? nil : seconds[seconds.count / 2]
  }

  /// The dashboards that show a figure of any of the tables.
  private func dashboards(reading tables: Set<TableName>, session: LakeSession) throws -> [String] {
    let query = RowReading(session, for: .owner)
    return try project.dashboards.filter { dashboard in
      try dashboard.tiles.contains { tile in
        try !query.tables(of: tile.source, file: dashboard.path).isDisjoint(with: tables)
      }
    }.map(\.name)
  }
}
