import Clocks
import Foundation
import Operations
import OperationsSupport
import Words

/// A world whose every text is hostile.
enum Hostile {
  static func world(_ text: String) -> FakeOperations.World {
    var identity = Shop.identity()
    (identity.project, identity.environment, identity.engine, identity.account) = (text, text, text, text)
    var world = Shop.failedDay(identity)
    world.status.layers = world.status.layers.map { layer in
      LayerStatus(name: layer.name, tables: layer.tables.map { table($0, text) })
    }
    world.executions = world.executions.map { execution($0, text) }
    let first = world.executions[0]
    (world.status.lastExecution, world.status.lastFailed, world.status.running) = (
      first, first, [execution(running, text)]
    )
    world.status.recentCounts = [text: 3]
    let steps = Shop.failedExecution.steps.map { step($0, text) }
    world.details = [
      first.id: ExecutionDetail(summary: first, steps: steps), text: ExecutionDetail(summary: first, steps: steps),
    ]
    world.logs = world.logs.map { LogLine(id: $0.id, at: $0.at, level: $0.level, step: text, message: text) }
    world.quality = world.quality.map { quality($0, text) }
    let rows = RowPage(columns: [text, text], rows: [[text, nil], [text, text]], total: 2)
    let detail = QualityDetail(quality: world.quality[0], failingRows: rows, quarantine: rows)
    world.qualityDetails = Dictionary(world.quality.map { ($0.table, detail) }) { first, _ in first }
    world.dashboards = [DashboardSummary(name: text, title: text, description: text)]
    world.reports = [report(text)]
    world.plan.dashboards = [text]
    for index in world.plan.steps.indices {
      (world.plan.steps[index].name, world.plan.steps[index].reason) = (text, text)
    }
    world.onStart = { _, _ in text }
    return world
  }

  private static var running: ExecutionSummary {
    Shop.summary("now", .running, day: Shop.today, startedAgo: 20, seconds: nil)
  }

  private static func table(_ table: TableStatus, _ text: String) -> TableStatus {
    var table = table
    (table.name, table.reason, table.lastExecution) = ("\(table.layer).\(text)", text, text)
    return table
  }

  private static func execution(_ run: ExecutionSummary, _ text: String) -> ExecutionSummary {
    var run = run
    (run.id, run.pipeline, run.trigger) = (run.id + text, text, .other(text))
    (run.error, run.cause, run.rerunOf) = (FailureName(rawValue: text), text, text)
    return run
  }

  private static func step(_ step: StepSummary, _ text: String) -> StepSummary {
    var step = step
    step.name += text
    (step.message, step.error, step.cause) = (text, FailureName(rawValue: text), text)
    step.dependsOn = [text]
    return step
  }

  private static func quality(_ quality: TableQuality, _ text: String) -> TableQuality {
    var hostile = quality
    (hostile.table, hostile.execution) = (quality.table + text, text)
    hostile.rules = quality.rules.map {
      RuleVerdict(
        rule: text, status: $0.status == .pass ? .pass : .error, value: $0.value, message: text, history: $0.history)
    }
    return hostile
  }

  private static func report(_ text: String) -> GoldReport {
    var report = Shop.report(state: .ok)
    report.dashboard = DashboardSummary(name: text, title: text, description: text)
    report.tiles = report.tiles.map { tile in
      var tile = tile
      (tile.id, tile.title) = (tile.id + text, text)
      switch tile.content {
      case .kpi(_, let number, let change, let trend):
        tile.content = .kpi(value: text, number: number, change: change, trend: trend)
      case .line(let series): tile.content = .line(series: series.map { ReportSeries(name: text, points: $0.points) })
      case .bars(let bars):
        tile.content = .bars(bars.map { ReportBar(label: text, value: $0.value, text: text, share: $0.share) })
      case .table:
        tile.content = .table(RowPage(columns: [text, text], rows: [[text, nil], [nil, text]], total: nil))
      case .failed: tile.content = .failed(text)
      }
      return tile
    }
    return report
  }
}
