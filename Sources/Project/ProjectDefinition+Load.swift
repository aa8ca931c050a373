import Foundation
import Metrics
import ModelSQL
import YAML

extension ProjectDefinition {
  /// What reading a folder gave: every problem, sorted by place, and the project when none of them is an error.
  package struct Loading: Sendable {
    package let project: ProjectDefinition?
    package let problems: [Problem]
  }

  /// Reads and checks a project folder without an engine. What needs the parse of the SQL is checked by `analyze`.
  /// - Parameters:
  ///   - folder: its absolute path.
  ///   - environment: the environment to work in; nil takes `default_environment`.
  ///   - variables: the process's environment variables, for `${NAME}` in paths.
  package static func load(folder: String, environment: String? = nil, variables: [String: String]) -> Loading {
    let log = ProblemLog()
    let files = ProjectFolder(path: PathVariables.absolute(folder, from: "/"), log: log)
    let loader = ProjectLoader(folder: files, environment: environment, variables: variables)
    let project = loader.read()
    return Loading(project: log.hasErrors ? nil : project, problems: log.problems.sorted())
  }
}

/// Reads all parts and checks how they fit together.
private struct ProjectLoader {
  let folder: ProjectFolder
  let environment: String?
  let variables: [String: String]
  var log: ProblemLog { folder.log }

  func read() -> ProjectDefinition? {
    let definitions = DefinitionReader(folder: folder)
    guard let file = projectFile() else { return nil }
    let (models, modelFreshness) = definitions.models()
    let tables = Set(file.sources.map(\.table) + models.map(\.table))
    let rulesets = definitions.rulesets(tables: tables)
    let dashboards = definitions.dashboards()
    let queries = definitions.queries()
    checkMentions(file, models, tables)
    guard let environments = file.environments else { return nil }
    return ProjectDefinition(
      name: file.name, folder: folder.path, environment: environments.selected,
      defaultEnvironment: environments.standard, environments: environments.all, sources: file.sources, models: models,
      rulesets: rulesets, quality: file.quality,
      freshness: freshness(tables, file, file.sourceFreshness.merging(modelFreshness) { first, _ in first }),
      retention: file.retention, dashboards: dashboards, queries: queries)
  }

  private func projectFile() -> ProjectFile? {
    let name = ProjectFileReader.fileName
    guard FileManager.default.fileExists(atPath: folder.path + "/" + name) else {
      log.error(name, .start, "there is no project.yml in \(folder.path); 'assay init DIR' makes a project")
      return nil
    }
    let reader = ProjectFileReader(folder: folder.path, variables: variables, environment: environment, log: log)
    // The other files are checked even when this one cannot be read, so that all problems come at once.
    return folder.yaml(name).map { reader.read($0.root) } ?? ProjectFile()
  }

  private func checkMentions(_ file: ProjectFile, _ models: [Model], _ tables: Set<TableName>) {
    // Without sources every bronze table would be unknown for the one reason that was reported.
    guard !log.problems.contains(where: { $0.file == ProjectFileReader.fileName && file.name.isEmpty }) else { return }
    for mention in file.gateMentions { check(mention, ProjectFileReader.fileName, tables) }
    for model in models { for mention in model.tableMentions { check(mention, model.path, tables) } }
  }

  private func check(_ mention: TableMention, _ path: String, _ tables: Set<TableName>) {
    guard !tables.contains(mention.table) else { return }
    let hint = NearestName.hint(for: mention.table.description, among: tables.map(\.description))
    log.error(path, mention.position, "\(mention.setting): there is no table \(mention.table)\(hint)")
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
