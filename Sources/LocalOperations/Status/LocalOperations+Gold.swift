import Clocks
import Foundation
import Ledger
import Operations
import Project
import Words

extension LocalOperations: GoldReading {
  package func dashboards(asOf: Date?) throws -> [DashboardSummary] {
    try refusePast(asOf, "the project's files are known as they are now")
    return project.dashboards.map(DashboardSummary.init)
  }

  package func report(dashboard name: String?, range: DayRange?, asOf: Date?) throws -> GoldReport {
    if let moment = past(asOf) { return try report(name, range, LakePast(moment)) }
    return try translated {
      let definition = try project.dashboard(named: name)
      let figures = try self.figures(dashboard: definition.name, range: range)
      let read = Set(figures.tables)
      let status = try self.status().layers.flatMap(\.tables).filter { read.contains($0.name) }
      var report = GoldReport(
        dashboard: DashboardSummary(definition), range: figures.range, tiles: figures.tiles, at: local.clock.now(),
        state: status.map(\.state).max() ?? .unknown)
      report.dataDays = figures.dataDays
      // A sheet without figures is not well, however well the tables are.
      if report.isEmpty, report.state < .late { report.state = .unknown }
      report.dataAsOf = status.compactMap(\.lastLoadedAt).min()
      return report
    }
  }

  package func report(dashboard: String?, at edge: ExecutionEdge, of execution: String) throws -> GoldReport {
    let past = try translated { try self.past(at: edge, of: existing(execution)) }
    return try report(dashboard, nil, past)
  }

  /// How well the tables were then, and how old, is not told: a sheet of the past has its figures only.
  private func report(_ dashboard: String?, _ range: DayRange?, _ past: LakePast) throws -> GoldReport {
    try translated {
      let definition = try project.dashboard(named: dashboard)
      let figures = try figures(dashboard: definition.name, range: range, past: past)
      var report = GoldReport(
        dashboard: DashboardSummary(definition), range: figures.range, tiles: figures.tiles, at: past.moment,
        state: .unknown)
      report.dataDays = figures.dataDays
      report.isOfPast = true
      return report
    }
  }

  /// The versions that its steps met or left; the tables that it had not to do with stood as at that moment.
  private func past(at edge: ExecutionEdge, of record: ExecutionRecord) throws -> LakePast {
    guard edge == .before || record.endedAt != nil else {
      throw OperationsError.refused("\(record.id) runs: its figures are known when it is over")
    }
    var past = LakePast(edge == .before ? record.startedAt : record.endedAt ?? record.startedAt)
    for step in try journal.steps(of: record.id) where step.status == .succeeded {
      guard let after = step.versionAfter else { continue }
      past.versions[step.name] = .some(edge == .after ? after : step.versionBefore)
    }
    return past
  }
}

extension ProjectDefinition {
  /// The dashboard of a name, the first one for nil; throws `notFound` with the nearest name.
  func dashboard(named name: String?) throws(OperationsError) -> DashboardDefinition {
    guard let name else {
      guard let first = dashboards.first else {
        throw .notFound("the project has no dashboard; add dashboards/NAME.yml")
      }
      return first
    }
    guard let found = dashboard(name) else {
      throw .notFound("there is no dashboard “\(name)”\(NearestName.hint(for: name, among: dashboards.map(\.name)))")
    }
    return found
  }
}

extension DashboardSummary {
  init(_ definition: DashboardDefinition) {
    self.init(name: definition.name, title: definition.title, description: definition.description)
  }
}
