import Clocks

/// Project, environment and engine as the header shows them.
package struct EnvironmentIdentity: Sendable, Hashable {
  package var project: String
  package var environment: String
  package var isProtected: Bool
  /// `DuckDB 1.5.5`, `this machine`.
  package var engine: String
  package var account: String
  /// Where its days begin and its clocks are read.
  package var timeZone: DayZone
  /// How often its definitions were read anew since it was opened: what was answered before goes by others.
  package var definitions = 0

  package init(
    project: String, environment: String, isProtected: Bool, engine: String, account: String, timeZone: DayZone = .utc
  ) {
    self.project = project
    self.environment = environment
    self.isProtected = isProtected
    self.engine = engine
    self.account = account
    self.timeZone = timeZone
  }
}
