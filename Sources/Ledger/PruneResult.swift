/// How much a clean-up removed.
package struct PruneResult: Sendable, Hashable {
  package var executions = 0
  package var logLines = 0
  package var datapoints = 0
  package var lineage = 0
  package var drift = 0
  package var audit = 0
  package var alarmEvents = 0
  package var fires = 0

  package init(
    executions: Int = 0, logLines: Int = 0, datapoints: Int = 0, lineage: Int = 0, drift: Int = 0, audit: Int = 0,
    alarmEvents: Int = 0, fires: Int = 0
  ) {
    self.executions = executions
    self.logLines = logLines
    self.datapoints = datapoints
    self.lineage = lineage
    self.drift = drift
    self.audit = audit
    self.alarmEvents = alarmEvents
    self.fires = fires
  }
}
