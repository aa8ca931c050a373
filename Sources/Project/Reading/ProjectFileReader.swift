import Clocks
import Metrics
import ModelSQL
import Words
import YAML

/// What project.yml says.
struct ProjectFile {
  var name = ""
  var environments: (selected: EnvironmentSettings, standard: String, all: [String: EnvironmentSettings])?
  var sources: [SourceDefinition] = []
  /// The tables of all sources, those with problems, too; nil when it cannot be told which there are.
  var sourceTables: Set<TableName>?
  var sourceFreshness: [TableName: FreshnessSetting] = [:]
  var layerFreshness: [Layer: FreshnessPolicy] = [:]
  var quality = QualityPolicy()
  /// Tables that `quality` names, to be checked when all tables are known.
  var gateMentions: [TableMention] = []
  var retention = RetentionPolicy()
  var onModelChange = ModelChangeAction.warn
  var rejects = RejectLimits()
  var sourceRejects: [TableName: RejectsSetting] = [:]
  var timeZone = DayZone.utc
  var alarmActions: [String: AlarmAction] = [:]
  var openLineage: LineageTarget?
}

/// Reads project.yml.
struct ProjectFileReader {
  static let fileName = "project.yml"

  let folder: String
  let variables: [String: String]
  let environment: String?
  let log: ProblemLog

  func read(_ root: YAMLNode) -> ProjectFile {
    var file = ProjectFile()
    let keys = [
      "name", "timezone", "default_environment", "environments", "sources", "quality", "freshness", "rejects",
      "retention", "on_model_change", "actions", "topics", "openlineage",
    ]
    guard let section = YAMLSection(root, "the project", keys: keys, file: Self.fileName, log: log) else { return file }
    file.name = section.required("name") ?? ""
    file.environments =
      EnvironmentReader(section: section, folder: folder, variables: variables, wanted: environment).read()
    sources(section, into: &file)
    layerFreshness(section, into: &file)
    quality(section, into: &file)
    retention(section, into: &file)
    file.onModelChange = section.choice("on_model_change") ?? file.onModelChange
    file.rejects = section.rejects().over(RejectLimits())
    file.timeZone = section.timeZone() ?? .utc
    file.alarmActions = section.alarmActions()
    file.openLineage = section.lineageTarget(folder: folder, variables)
    return file
  }

  private func sources(_ section: YAMLSection, into file: inout ProjectFile) {
    guard let node = section.value("sources") else {
      file.sourceTables = []
      return
    }
    guard let entries = node.entries else {
      section.error(node.position, "sources must be a mapping of names, not \(node.kind)")
      return
    }
    file.sourceTables = Set(entries.map { TableName(.bronze, $0.name) })
    for entry in entries { source(entry, into: &file) }
  }

  private func source(_ entry: YAMLEntry, into file: inout ProjectFile) {
    guard TableName.isName(entry.name), !entry.name.hasPrefix("_") else {
      log.error(
        Self.fileName, entry.key.position, TableNameError(text: entry.name, reason: .name(entry.name)).description)
      return
    }
    let subject = "source \(entry.name)"
    // A mapping begins where its first key stands; what is missing is shown at the source's own name.
    let node = YAMLNode(content: entry.value.content, line: entry.key.line, column: entry.key.column)
    guard let section = YAMLSection(node, subject, keys: SourceReader.keys, file: Self.fileName, log: log)
    else { return }
    let reader = SourceReader(section: section, folder: folder, variables: variables)
    let source = reader.read(name: entry.name, position: entry.key.position)
    file.sources.append(source)
    file.sourceFreshness[source.table] = section.freshness()
    file.sourceRejects[source.table] = section.rejects()
  }

  private func layerFreshness(_ section: YAMLSection, into file: inout ProjectFile) {
    let layers: [Layer] = [.bronze, .silver, .gold]
    guard let inner = section.section("freshness", keys: layers.map(\.rawValue)) else { return }
    for layer in layers {
      if case .policy(let policy) = inner.freshness(layer.rawValue) { file.layerFreshness[layer] = policy }
    }
  }

  private func quality(_ section: YAMLSection, into file: inout ProjectFile) {
    guard let inner = section.section("quality", keys: ["gate", "gates"]) else { return }
    file.quality.gate = inner.choice("gate") ?? file.quality.gate
    guard let gates = inner.value("gates") else { return }
    guard let entries = gates.entries else {
      inner.error(gates.position, "gates must be a mapping of tables, not \(gates.kind)")
      return
    }
    for entry in entries {
      let names = entries.map(\.name)
      guard let table = inner.table(entry.key),
        let choices = YAMLSection(gates, "gates of quality", keys: names, file: Self.fileName, log: log),
        let gate = choices.choice(entry.name, QualityGate.self)
      else { continue }
      file.quality.gates[table] = gate
      file.gateMentions.append(TableMention(setting: "gates", table: table, position: entry.key.position))
    }
  }

  private func retention(_ section: YAMLSection, into file: inout ProjectFile) {
    let keys = [
      "runs_days", "log_days", "lineage_days", "audit_days", "metric_days", "metric_5min_days", "metric_hour_days",
    ]
    guard let inner = section.section("retention", keys: keys) else { return }
    file.retention.runsDays = inner.int("runs_days", in: 1...36_500) ?? file.retention.runsDays
    file.retention.logDays = inner.int("log_days", in: 1...36_500) ?? file.retention.logDays
    file.retention.lineageDays = inner.int("lineage_days", in: 1...36_500) ?? file.retention.lineageDays
    file.retention.auditDays = inner.int("audit_days", in: 1...36_500) ?? file.retention.auditDays
    metricRetention(inner, into: &file.retention.metrics)
  }

  /// Each level is kept at least as long as the finer one.
  private func metricRetention(_ section: YAMLSection, into metrics: inout MetricRetention) {
    metrics.rawDays = section.int("metric_days", in: 1...36_500) ?? metrics.rawDays
    metrics.fiveMinuteDays =
      section.int("metric_5min_days", in: 1...36_500) ?? max(metrics.fiveMinuteDays, metrics.rawDays)
    metrics.hourDays = section.int("metric_hour_days", in: 1...36_500) ?? max(metrics.hourDays, metrics.fiveMinuteDays)
    guard metrics.rawDays <= metrics.fiveMinuteDays, metrics.fiveMinuteDays <= metrics.hourDays else {
      section.error(
        section.position,
        "metric_days is at most metric_5min_days, and that at most metric_hour_days: figures only grow coarser")
      return
    }
  }
}
