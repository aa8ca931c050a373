import Clocks
import Metrics
import ModelSQL
import Schedules
import Words

/// A project folder as values. Only a folder without errors becomes one.
package struct ProjectDefinition: Sendable {
  package let name: String
  /// Absolute.
  package let folder: String
  /// The environment that was asked for, or the default one.
  package let environment: EnvironmentSettings
  package let defaultEnvironment: String
  /// All environments whose paths could be resolved, by name.
  package let environments: [String: EnvironmentSettings]
  /// In the order of project.yml.
  package let sources: [SourceDefinition]
  /// By table name.
  package let models: [Model]
  package let rulesets: [TableRuleset]
  package let quality: QualityPolicy
  /// The policy of each table that has one: its own, else its layer's.
  package let freshness: [TableName: FreshnessPolicy]
  /// The limits of rejected records of each table: its own, else the project's.
  package let rejects: [TableName: RejectLimits]
  package let retention: RetentionPolicy
  package let onModelChange: ModelChangeAction
  /// Where days begin: for the day of a run, files expected for it, and the days of reports.
  package let timeZone: DayZone
  package let dashboards: [DashboardDefinition]
  package let queries: [SavedQuery]
  /// Figures of its own, by name.
  package let metrics: [MetricDefinition]
  /// By name.
  package let schedules: [ScheduleDefinition]
  /// By name.
  package let crawlers: [CrawlerDefinition]
  /// By the names of their files.
  package internal(set) var alarms: [ProjectAlarm]
  /// What alarms do, by the names they call it by.
  package let alarmActions: [String: AlarmAction]
  /// Who is told of every run; nil: nobody.
  package let openLineage: LineageTarget?
}

extension ProjectDefinition {
  /// The file that a project is known by.
  package static let fileName = ProjectFileReader.fileName

  package func source(_ name: String) -> SourceDefinition? { sources.first { $0.name == name } }
  package func source(of table: TableName) -> SourceDefinition? { sources.first { $0.table == table } }
  package func model(_ table: TableName) -> Model? { models.first { $0.table == table } }
  package func ruleset(of table: TableName) -> TableRuleset? { rulesets.first { $0.table == table } }
  package func dashboard(_ name: String) -> DashboardDefinition? { dashboards.first { $0.name == name } }
  package func schedule(_ name: String) -> ScheduleDefinition? { schedules.first { $0.name == name } }
  package func query(_ name: String) -> SavedQuery? { queries.first { $0.name == name } }

  /// Bronze tables of the sources and the models' tables, sorted.
  package var tables: [TableName] { (sources.map(\.table) + models.map(\.table)).sorted() }
}
