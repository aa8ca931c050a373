/// What a provider may have or not: one of its parts.
package enum Capability: String, Sendable, Hashable, Codable, CaseIterable {
  case status, runs, quality, gold, metrics, alarms, schedules, causes, handOver, backfills
  case catalogue, query, bookmarks, sources, warehouse, lake, checks

  /// After “this environment has no”.
  package var noun: String {
    switch self {
    case .status: "status"
    case .runs: "executions"
    case .quality: "rules"
    case .gold: "dashboards"
    case .metrics: "metrics"
    case .alarms: "alarms"
    case .schedules: "schedules"
    case .causes: "chains of causes"
    case .handOver: "record of what happened"
    case .backfills: "backfills"
    case .catalogue: "catalogue"
    case .query: "rows to ask for"
    case .bookmarks: "bookmarks"
    case .sources: "sources"
    case .warehouse: "warehouse"
    case .lake: "lake to copy"
    case .checks: "checks of its project"
    }
  }

  private func isOffered(by provider: any EnvironmentReading) -> Bool {
    switch self {
    case .status: provider is any StatusReading
    case .runs: provider is any RunReading
    case .quality: provider is any QualityReading
    case .gold: provider is any GoldReading
    case .metrics: provider is any MetricReading
    case .alarms: provider is any AlarmReading
    case .schedules: provider is any ScheduleReading
    case .causes: provider is any CauseReading
    case .handOver: provider is any HandOverReading
    case .backfills: provider is any BackfillReading
    case .catalogue: provider is any CatalogueReading
    case .query: provider is any QueryReading
    case .bookmarks: provider is any BookmarkReading
    case .sources: provider is any SourceReading
    case .warehouse: provider is any WarehouseReading
    case .lake: provider is any LakeCopying
    case .checks: provider is any ProjectChecking
    }
  }

  /// Why a provider has none of it, as an error; nil where it has.
  package func absence(in provider: any EnvironmentReading) -> OperationsError? {
    if let obstacle = provider.obstacle(to: self) { return .missing(self, obstacle) }
    return isOffered(by: provider) ? nil : .missing(self, nil)
  }
}
