import Foundation
import Metrics
import ModelSQL
import Words
import YAML

/// Reads all parts of a project and checks how they fit together.
struct ProjectLoader {
  let folder: ProjectFolder
  let environment: String?
  let variables: [String: String]
  let log = ProblemLog()

  init(folder: String, environment: String?, variables: [String: String], kept: [String: String]? = nil) {
    self.folder = ProjectFolder(path: PathVariables.absolute(folder, from: "/"), log: log, kept: kept)
    (self.environment, self.variables) = (environment, variables)
  }

  /// The definitions that could be read, and the project when enough of it is known to make one.
  func read() -> (definitions: ProjectDefinitions, project: ProjectDefinition?) {
    let reader = DefinitionReader(folder: folder)
    guard let file = projectFile() else { return (ProjectDefinitions(), nil) }
    let models = reader.models()
    let tables = file.sourceTables.map { $0.union(models.tables) }
    let rulesets = reader.rulesets(tables: tables)
    let schedules = reader.schedules(tables: tables, sources: file.sourceTables.map { _ in file.sources.map(\.name) })
    var definitions = ProjectDefinitions(
      tables: tables, models: models.models, dashboards: reader.dashboards(), queries: reader.queries())
    definitions.metrics = reader.metrics(tables: tables, environment: file.environments?.selected.name ?? "")
    definitions.columns = SourceDefinition.columns(of: file.sources)
    definitions.environment = file.environments?.selected
    if let tables {
      checkMentions(file, models.models, tables)
      checkRuns(file.alarmActions, tables)
    }
    checkWorkflows(file.alarmActions, reader.workflows)
    let alarms = AlarmFolderReader(
      folder: folder, project: file.name, environment: file.environments?.selected.name ?? "",
      actions: Set(file.alarmActions.keys)
    ).read()
    // They are read when somebody looks; here only what is wrong with them is told.
    _ = MetricDashboardFolder(
      folder: folder, project: file.name, environment: file.environments?.selected.name ?? ""
    ).read()
    guard let environments = file.environments else { return (definitions, nil) }
    checkLakes(file, environments.all)
    let own = file.sourceFreshness.merging(models.freshness) { first, _ in first }
    let project = ProjectDefinition(
      name: file.name, folder: folder.path, environment: environments.selected,
      defaultEnvironment: environments.standard, environments: environments.all, sources: file.sources,
      models: models.models, rulesets: rulesets, quality: file.quality,
      freshness: freshness(tables ?? [], file, own), rejects: rejects(tables ?? [], file, models),
      retention: file.retention, onModelChange: file.onModelChange, timeZone: file.timeZone,
      dashboards: definitions.dashboards,
      queries: definitions.queries, metrics: definitions.metrics, schedules: schedules,
      crawlers: reader.crawlers(variables), alarms: alarms,
      alarmActions: file.alarmActions, openLineage: file.openLineage)
    return (definitions, project)
  }

  /// A lake among the files that come in would be read as one of them.
  private func checkLakes(_ file: ProjectFile, _ environments: [String: EnvironmentSettings]) {
    for environment in environments.values.sorted(by: { $0.name < $1.name }) {
      let place = LakePlace(path: environment.lake, projectFolder: folder.path)
      // One that cannot be there at all is told once; copies of a bucket's lake lie where assay keeps its own.
      guard environment.bucket == nil, place.finding(isVariable: true)?.severity != .error else { continue }
      for source in file.sources {
        guard let finding = source.paths.lazy.compactMap(place.finding(readBy:)).first else { continue }
        let message = "source \(source.name), environment \(environment.name): \(finding.message)"
        log.add(Problem(ProjectFileReader.fileName, source.position, finding.severity, message))
      }
    }
  }

  private func projectFile() -> ProjectFile? {
    let name = ProjectFileReader.fileName
    guard folder.exists(name) else {
      log.error(name, .start, "there is no project.yml in \(folder.path); 'assay init DIR' makes a project")
      return nil
    }
    let reader = ProjectFileReader(folder: folder.path, variables: variables, environment: environment, log: log)
    // The other files are checked even when this one cannot be read, so that all problems come at once.
    return folder.yaml(name).map { reader.read($0.root) } ?? ProjectFile()
  }

  private func checkMentions(_ file: ProjectFile, _ models: [Model], _ tables: Set<TableName>) {
    for mention in file.gateMentions { check(mention, ProjectFileReader.fileName, tables) }
    for model in models { for mention in model.tableMentions { check(mention, model.path, tables) } }
  }

  private func checkRuns(_ actions: [String: AlarmAction], _ tables: Set<TableName>) {
    for (name, action) in actions.sorted(by: { $0.key < $1.key }) {
      guard case .run(let named) = action else { continue }
      for table in named where !tables.contains(table) {
        let hint = NearestName.hint(for: table.description, among: tables.map(\.description))
        log.error(ProjectFileReader.fileName, .start, "action \(name) runs \(table), and there is no such table\(hint)")
      }
    }
  }

  private func checkWorkflows(_ actions: [String: AlarmAction], _ workflows: [String]) {
    for (name, action) in actions.sorted(by: { $0.key < $1.key }) {
      guard case .workflow(let named) = action, !workflows.contains(named) else { continue }
      let hint = NearestName.hint(for: named, among: workflows)
      log.error(
        ProjectFileReader.fileName, .start,
        "action \(name) starts the workflow \(named), and there is no workflows/\(named).asl.json\(hint)")
    }
  }

  private func check(_ mention: TableMention, _ path: String, _ tables: Set<TableName>) {
    guard !tables.contains(mention.table) else { return }
    let hint = NearestName.hint(for: mention.table.description, among: tables.map(\.description))
    log.error(path, mention.position, "\(mention.setting): there is no table \(mention.table)\(hint)")
  }

  private func rejects(
    _ tables: Set<TableName>, _ file: ProjectFile, _ models: DefinitionReader.Models
  ) -> [TableName: RejectLimits] {
    let own = file.sourceRejects.merging(models.rejects) { first, _ in first }
    return Dictionary(tables.map { ($0, (own[$0] ?? RejectsSetting()).over(file.rejects)) }) { first, _ in first }
  }

  private func freshness(
    _ tables: Set<TableName>, _ file: ProjectFile, _ own: [TableName: FreshnessSetting]
  ) -> [TableName: FreshnessPolicy] {
    var policies: [TableName: FreshnessPolicy] = [:]
    for table in tables {
      switch own[table] ?? .inherited {
      case .inherited: policies[table] = file.layerFreshness[table.layer]
      case .off: break
      case .policy(let policy): policies[table] = policy
      }
    }
    return policies
  }
}
