import DataQuality
import Metrics
import ModelSQL
import Schedules
import Words

/// Reads the folders of a project: models, quality, dashboards, queries, schedules.
struct DefinitionReader {
  let folder: ProjectFolder
  var log: ProblemLog { folder.log }

  // MARK: Models

  /// What the folder `models` holds. `tables` has those whose file could not be read, too, so that nobody is told that
  /// they do not exist.
  struct Models {
    var models: [Model] = []
    var freshness: [TableName: FreshnessSetting] = [:]
    var rejects: [TableName: RejectsSetting] = [:]
    var tables: Set<TableName> = []
  }

  func models() -> Models {
    var result = Models()
    for name in folder.names(in: "models") {
      let path = "models/\(name)"
      switch name {
      case "silver": read(Layer.silver, &result)
      case "gold": read(Layer.gold, &result)
      case "bronze": log.error(path, .start, "bronze tables come from sources in project.yml, not from models")
      default:
        let hint = NearestName.hint(for: name, among: ["silver", "gold"])
        log.error(path, .start, "models stand in models/silver and models/gold\(hint)")
      }
    }
    result.models.sort { $0.table < $1.table }
    return result
  }

  private func read(_ layer: Layer, _ result: inout Models) {
    for name in folder.names(in: "models/\(layer.rawValue)") {
      let path = "models/\(layer.rawValue)/\(name)"
      guard let base = baseName(name, ".sql", path) else { continue }
      guard TableName.isName(base), !base.hasPrefix("_") else {
        let error = TableNameError(text: base, reason: .name(base))
        log.error(path, .start, "the file names the table; \(error)")
        continue
      }
      let table = TableName(layer, base)
      result.tables.insert(table)
      guard let text = folder.text(path), let (model, section) = model(text, table, path) else { continue }
      result.models.append(model)
      result.freshness[table] = section?.freshness() ?? .inherited
      result.rejects[table] = section?.rejects() ?? RejectsSetting()
    }
  }

  private func model(_ text: String, _ table: TableName, _ path: String) -> (Model, YAMLSection?)? {
    guard let (header, file) = HeaderedFile.read(text, path, log) else { return nil }
    guard let header else {
      return (Model(table: table, path: path, source: file.source, settings: ModelSettings()), nil)
    }
    guard let section = YAMLSection(header, "the header", keys: ModelReader.keys, file: path, log: log) else {
      return nil
    }
    let reader = ModelReader(section)
    let model = Model(
      table: table, path: path, source: file.source, settings: reader.settings, columnMentions: reader.columnMentions,
      tableMentions: reader.tableMentions)
    return (model, section)
  }

  // MARK: The others

  /// `tables`: those that rules may be written for; nil when they are not known.
  func rulesets(tables: Set<TableName>?) -> [TableRuleset] {
    folder.names(in: "quality").compactMap { name in
      let path = "quality/\(name)"
      guard let base = baseName(name, ".dqdl", path), let text = folder.text(path) else { return nil }
      for problem in Ruleset.problems(in: text, file: path) {
        let message = problem.message + (problem.hint.map { "; \($0)" } ?? "")
        log.error(path, SourcePosition(line: problem.line, column: problem.column), message)
      }
      guard let table = table(base, path, tables) else { return nil }
      // Problems were reported just now; a text with any has no ruleset.
      guard let ruleset = try? Ruleset(parsing: text, file: path) else { return nil }
      return TableRuleset(table: table, path: path, ruleset: ruleset)
    }
  }

  private func table(_ name: String, _ path: String, _ tables: Set<TableName>?) -> TableName? {
    do throws(TableNameError) {
      let table = try TableName(parsing: name)
      guard let tables, !tables.contains(table) else { return table }
      let hint = NearestName.hint(for: name, among: tables.map(\.description))
      log.error(path, .start, "the file names the table, and there is no table \(name)\(hint)")
    } catch {
      log.error(path, .start, "the file names the table; \(error)")
    }
    return nil
  }

  func dashboards() -> [DashboardDefinition] {
    folder.names(in: "dashboards").compactMap { name in
      let path = "dashboards/\(name)"
      guard let base = baseName(name, ".yml", path), let (text, root) = folder.yaml(path) else { return nil }
      return DashboardReader(path: path, name: base, text: text, log: log).read(root)
    }
  }

  /// The names of the workflows there are.
  var workflows: [String] {
    let suffix = ".asl.json"
    return folder.names(in: "workflows").filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
  }

  /// `tables` and `sources`: those that schedules may name; nil when they are not known.
  func schedules(tables: Set<TableName>?, sources: [String]?) -> [ScheduleDefinition] {
    return folder.names(in: "schedules").compactMap { name in
      let path = "schedules/\(name)"
      guard let base = baseName(name, ".yml", path), let (_, root) = folder.yaml(path) else { return nil }
      return ScheduleReader(
        path: path, name: base, log: log, tables: tables, workflows: workflows, sources: sources
      ).read(root)
    }
  }

  /// - Parameters:
  ///   - tables: those that metrics may name; nil when they are not known.
  ///   - environment: what `{environment}` stands for.
  func metrics(tables: Set<TableName>?, environment: String) -> [MetricDefinition] {
    folder.names(in: "metrics").compactMap { name in
      let path = "metrics/\(name)"
      guard let base = baseName(name, ".yml", path), let (text, root) = folder.yaml(path) else { return nil }
      return MetricReader(path: path, name: base, text: text, log: log, tables: tables, environment: environment)
        .read(root)
    }
  }

  func crawlers(_ variables: [String: String]) -> [CrawlerDefinition] {
    folder.names(in: "crawlers").compactMap { name in
      let path = "crawlers/\(name)"
      guard let base = baseName(name, ".yml", path), let (_, root) = folder.yaml(path) else { return nil }
      return CrawlerReader(path: path, name: base, folder: folder.path, variables: variables, log: log).read(root)
    }
  }

  func queries() -> [SavedQuery] {
    folder.names(in: "queries").compactMap { name in
      let path = "queries/\(name)"
      guard let base = baseName(name, ".sql", path), let text = folder.text(path) else { return nil }
      return QueryReader.read(text, name: base, path: path, log)
    }
  }

  private func baseName(_ name: String, _ ending: String, _ path: String) -> String? {
    folder.baseName(name, ending, path)
  }
}
