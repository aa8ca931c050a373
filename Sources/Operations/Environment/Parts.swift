/// The parts of a provider opened to look. Each throws `missing` where the provider has none of it.
extension EnvironmentReading {
  package var watching: any StatusReading { get throws(OperationsError) { try part(.status) } }
  package var running: any RunReading { get throws(OperationsError) { try part(.runs) } }
  package var judging: any QualityReading { get throws(OperationsError) { try part(.quality) } }
  package var reporting: any GoldReading { get throws(OperationsError) { try part(.gold) } }
  package var metering: any MetricReading { get throws(OperationsError) { try part(.metrics) } }
  package var alarming: any AlarmReading { get throws(OperationsError) { try part(.alarms) } }
  package var scheduling: any ScheduleReading { get throws(OperationsError) { try part(.schedules) } }
  package var explaining: any CauseReading { get throws(OperationsError) { try part(.causes) } }
  package var handingOver: any HandOverReading { get throws(OperationsError) { try part(.handOver) } }
  package var backfilling: any BackfillReading { get throws(OperationsError) { try part(.backfills) } }
  package var catalogue: any CatalogueReading { get throws(OperationsError) { try part(.catalogue) } }
  package var querying: any QueryReading { get throws(OperationsError) { try part(.query) } }
  package var bookmarking: any BookmarkReading { get throws(OperationsError) { try part(.bookmarks) } }
  package var sourcing: any SourceReading { get throws(OperationsError) { try part(.sources) } }
  package var warehousing: any WarehouseReading { get throws(OperationsError) { try part(.warehouse) } }
  package var lake: any LakeCopying { get throws(OperationsError) { try part(.lake) } }
  package var checking: any ProjectChecking { get throws(OperationsError) { try part(.checks) } }

  fileprivate func part<Part>(_ capability: Capability) throws(OperationsError) -> Part {
    if let absence = capability.absence(in: self) { throw absence }
    guard let part = self as? Part else { throw .missing(capability, "it can be read here, and not changed") }
    return part
  }
}

/// The same with their verbs.
extension EnvironmentOperations {
  package var running: any RunOperations { get throws(OperationsError) { try part(.runs) } }
  package var metering: any MetricOperations { get throws(OperationsError) { try part(.metrics) } }
  package var alarming: any AlarmOperations { get throws(OperationsError) { try part(.alarms) } }
  package var scheduling: any ScheduleOperations { get throws(OperationsError) { try part(.schedules) } }
  package var backfilling: any BackfillOperations { get throws(OperationsError) { try part(.backfills) } }
  package var bookmarking: any BookmarkOperations { get throws(OperationsError) { try part(.bookmarks) } }
  package var sourcing: any SourceOperations { get throws(OperationsError) { try part(.sources) } }
  package var warehousing: any WarehouseOperations { get throws(OperationsError) { try part(.warehouse) } }
}
