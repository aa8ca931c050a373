import Clocks
import Foundation
import Operations
import Project
import Words

extension LocalOperations: GoldReading {
  package func dashboards(asOf: Date?) throws -> [DashboardSummary] {
    try refusePast(asOf, "the project's files are known as they are now")
    return project.dashboards.map(DashboardSummary.init)
  }

  package func report(dashboard name: String?, range: DayRange?, asOf: Date?) throws -> GoldReport {
    try translated {
      try refusePast(asOf, "figures are computed from the tables as they are now")
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
