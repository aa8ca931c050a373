import ModelSQL
import Words
import YAML

/// Reads a dashboard.
struct DashboardReader {
  let path: String
  let name: String
  /// The file's lines, to find how far a block of SQL is indented.
  let lines: [Substring]
  let log: ProblemLog

  init(path: String, name: String, text: String, log: ProblemLog) {
    (self.path, self.name, self.log) = (path, name, log)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  func read(_ root: YAMLNode) -> DashboardDefinition? {
    let keys = ["title", "description", "date_range", "tiles"]
    guard let section = YAMLSection(root, "the dashboard", keys: keys, file: path, log: log) else { return nil }
    let range = section.section("date_range", keys: ["default_days"])
    let tiles = tiles(section)
    guard let title = section.required("title") else { return nil }
    return DashboardDefinition(
      name: name, path: path, title: title, description: section.string("description"),
      defaultDays: range?.int("default_days", in: 1...3660) ?? 28, tiles: tiles)
  }

  private func tiles(_ section: YAMLSection) -> [DashboardTile] {
    guard let node = section.value("tiles") else {
      section.error(section.position, "the dashboard needs tiles")
      return []
    }
    guard let items = node.items else {
      section.error(node.position, "tiles must be a list of tiles, not \(node.kind)")
      return []
    }
    if items.isEmpty { section.error(node.position, "tiles must not be empty") }
    let tiles = items.compactMap(tile)
    checkNames(items)
    return tiles
  }

  private func checkNames(_ items: [YAMLNode]) {
    var seen: Set<String> = []
    for item in items {
      guard let node = item["id"], let id = node.text, !seen.insert(id).inserted else { continue }
      log.error(path, node.position, "two tiles are named \(id)")
    }
  }

  private func tile(_ node: YAMLNode) -> DashboardTile? {
    let keys = ["id", "kind", "title", "unit", "sql", "trend", "width"]
    let subject = node["id"]?.text.map { "tile \($0)" } ?? "the tile"
    guard let section = YAMLSection(node, subject, keys: keys, file: path, log: log) else { return nil }
    let id = section.required("id")
    let title = section.required("title")
    let sql = section.required("sql")
    if section.value("kind") == nil { section.error(section.position, "\(subject) needs kind") }
    let unit = section.choice("unit", DashboardTile.Unit.self)
    let width = section.int("width", in: 1...4)
    guard let id, let title, sql != nil, let kind = section.choice("kind", DashboardTile.Kind.self),
      let source = section.value("sql").flatMap(sqlText)
    else { return nil }
    return DashboardTile(
      id: id, kind: kind, title: title, unit: unit, source: source, trend: trend(section, kind),
      width: width ?? Self.standardWidth(kind))
  }

  private func trend(_ section: YAMLSection, _ kind: DashboardTile.Kind) -> SQLText? {
    guard let node = section.value("trend"), section.string("trend") != nil else { return nil }
    if kind != .kpi { section.error(node.position, "trend is for tiles of kind kpi") }
    return sqlText(node)
  }

  private static func standardWidth(_ kind: DashboardTile.Kind) -> Int {
    switch kind {
    case .kpi: 1
    case .line, .bars: 2
    case .table: 4
    }
  }

  private func sqlText(_ node: YAMLNode) -> SQLText? { SQLText(of: node, in: lines) }
}
