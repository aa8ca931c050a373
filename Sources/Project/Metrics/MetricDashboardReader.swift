import Metrics
import Words
import YAML

/// Reads a file of the folder `metric_dashboards`.
package struct MetricDashboardReader {
  let path: String
  let name: String
  let log: ProblemLog
  /// What `{project}` and `{environment}` stand for in values of dimensions.
  let project: String
  let environment: String

  package static let keys = ["title", "description", "days", "widgets"]

  func read(_ root: YAMLNode) -> MetricDashboard? {
    guard let section = YAMLSection(root, "the dashboard", keys: Self.keys, file: path, log: log) else { return nil }
    let widgets = widgets(section)
    let days = section.int("days", in: 1...455) ?? 14
    guard let title = section.required("title") else { return nil }
    return MetricDashboard(
      name: name, title: title, description: section.string("description"), span: days * 86_400, widgets: widgets)
  }

  private func widgets(_ section: YAMLSection) -> [MetricWidget] {
    guard let node = section.value("widgets") else {
      section.error(section.position, "the dashboard needs widgets, a list with a title and metrics each")
      return []
    }
    guard let items = node.items else {
      section.error(node.position, "widgets must be a list with a title and metrics each, not \(node.kind)")
      return []
    }
    if items.isEmpty { section.error(node.position, "widgets must not be empty") }
    let reader = MetricWidgetReader(path: path, log: log, project: project, environment: environment)
    return items.compactMap(reader.read)
  }
}

/// Reads the folder `metric_dashboards`.
struct MetricDashboardFolder {
  static let name = "metric_dashboards"
  let folder: ProjectFolder
  let project: String
  let environment: String

  /// By the names of their files; nil for one that has errors.
  func read() -> [(name: String, dashboard: MetricDashboard?)] {
    folder.names(in: Self.name).compactMap { file in
      let path = "\(Self.name)/\(file)"
      guard let base = folder.baseName(file, ".yml", path) else { return nil }
      guard let (_, root) = folder.yaml(path) else { return (base, nil) }
      let reader = MetricDashboardReader(
        path: path, name: base, log: folder.log, project: project, environment: environment)
      return (base, reader.read(root))
    }
  }
}

extension ProjectDefinition {
  /// The dashboards of metrics as their files stand now, by their names, and what is wrong with them.
  package func metricDashboardsOfNow() -> (
    dashboards: [(name: String, dashboard: MetricDashboard?)], problems: [Problem]
  ) {
    let log = ProblemLog()
    let read = MetricDashboardFolder(
      folder: ProjectFolder(path: folder, log: log), project: name, environment: environment.name
    ).read()
    return (read, log.problems.sorted())
  }

  /// Where the dashboard of a name stands.
  package static func metricDashboardPath(_ name: String) -> String { "\(MetricDashboardFolder.name)/\(name).yml" }
}
