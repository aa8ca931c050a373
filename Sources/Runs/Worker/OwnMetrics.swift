import Clocks
import Foundation
import Lake
import Ledger
import Metrics
import ModelSQL
import Project
import Reading
import Rows
import Tables
import Words

/// The figures that a project measures itself, when the steps of a run are over: numbers that it asks the lake for, and
/// lines of the log that it counts.
///
/// What cannot be measured makes the run no other: it is told in the run's log, and counted in MetricFailures.
struct OwnMetrics {
  let sessions: TaskSessions
  let execution: ExecutionID
  let run: RunContext

  private var workspace: Workspace { sessions.workspace }
  private var journal: any RunLedger { sessions.journal }

  func measure() {
    let metrics = workspace.project.metrics
    guard !metrics.isEmpty else { return }
    do {
      let changed = try journal.steps(of: execution).filter { $0.status == .succeeded }.map(\.name)
      let due = metrics.filter { metric in
        metric.after.isEmpty || metric.after.contains { changed.contains("\($0)") }
      }
      for metric in due where metric.source == nil { try measure(metric, nil) }
      let asking = due.filter { $0.source != nil }
      guard !asking.isEmpty else { return }
      // One engine for all of them: each costs as much as a small table.
      try sessions.open(as: StepName("metrics")) { session in
        for metric in asking { try measure(metric, session) }
      }
    } catch {
      // The journal cannot be written, on which the run ends by itself, or the engine cannot be had any more.
      FileHandle.standardError.write(Data("metrics: \(error)\n".utf8))
    }
  }

  private func measure(_ metric: MetricDefinition, _ session: LakeSession?) throws {
    do {
      try journal.put(try datapoints(metric, session) + [failures(metric, 0)])
    } catch let error as JournalError {
      throw error
    } catch {
      let message = "metric \(metric.name) was not measured: \((error as? any NamedFailure)?.cause ?? "\(error)")"
      try journal.append([NewLogLine(execution: execution, level: .warning, message: message)])
      try journal.put([failures(metric, 1)])
    }
  }

  private func datapoints(_ metric: MetricDefinition, _ session: LakeSession?) throws -> [Datapoint] {
    let now = workspace.clock.now()
    func point(_ name: MetricName, _ value: Double) -> Datapoint {
      Datapoint(name, unit: metric.unit, value: value, at: now)
    }
    switch metric.content {
    case .query(let source):
      return try numbers(source, metric, session, count: 1).compactMap { $0 }.map { point(metric.metric, $0) }
    case .nullRate(let table, let columns, let source):
      return try zip(columns, numbers(source, metric, session, count: columns.count)).compactMap { column, value in
        value.map { point(nullRate(table, column), $0) }
      }
    case .log(let filter):
      return try value(of: filter).map { [point(metric.metric, $0)] } ?? []
    }
  }

  private func nullRate(_ table: TableName, _ column: String) -> MetricName {
    MetricName(
      namespace: StepMetrics.namespace, name: "NullRate",
      dimensions: [
        MetricDimension("Layer", table.layer.rawValue), MetricDimension("Table", table.description),
        MetricDimension("Column", column), MetricDimension("Environment", workspace.environment.name),
      ])
  }

  private func failures(_ metric: MetricDefinition, _ value: Double) -> Datapoint {
    let dimensions = [
      MetricDimension("Metric", metric.name), MetricDimension("Environment", workspace.environment.name),
    ]
    return Datapoint(
      MetricName(namespace: StepMetrics.namespace, name: "MetricFailures", dimensions: dimensions), unit: .count,
      value: value, at: workspace.clock.now())
  }

  // MARK: the lake

  /// The numbers of the one row; nil for NULL, which is no datapoint.
  private func numbers(
    _ source: SQLText, _ metric: MetricDefinition, _ session: LakeSession?, count: Int
  ) throws -> [Double?] {
    guard let session else { return [] }
    var rows = FirstRows(2)
    try RowReading(session, for: .owner).stream(
      source, file: metric.path, parameters: RunParameters(runDate: run.runDate, runTimestamp: run.startedAt), to: &rows
    )
    guard rows.total == 1, let row = rows.rows.first else {
      throw RunError(.failed, "the SELECT must give one row, not \(rows.total)")
    }
    guard row.count == count else {
      throw RunError(.failed, "the SELECT must give one number, not \(row.count) columns")
    }
    // Messages hold no value, only what kind of it there is.
    return try zip(row, rows.columns).map { value, column in
      if value.isNull { return nil }
      guard let number = value.doubleValue, number.isFinite else {
        throw RunError(.failed, "the SELECT must give a number that ends, not a \(column.type)")
      }
      return number
    }
  }

  // MARK: the log

  private func value(of filter: LogFilterMetric) throws -> Double? {
    var matches = 0
    var last: Int64 = 0
    while true {
      let page = try journal.logs(
        LogFilter(execution: execution, step: filter.step, minimumLevel: filter.level), after: last, limit: 1000)
      guard let newest = page.last else { break }
      matches += page.count { filter.pattern.matches($0.message) }
      last = newest.id
    }
    return matches > 0 ? Double(matches) * filter.value : filter.defaultValue
  }
}
