import Metrics
import ModelSQL
import Words
import YAML

/// Reads a file of the folder `metrics`.
package struct MetricReader {
  let path: String
  let name: String
  let text: String
  let log: ProblemLog
  /// Those that it may name; nil when they are not known.
  let tables: Set<TableName>?
  /// What `{environment}` stands for.
  let environment: String

  package static let keys = [
    "description", "name", "namespace", "unit", "dimensions", "after", "sql", "null_rate", "log",
  ]

  func read(_ root: YAMLNode) -> MetricDefinition? {
    guard let section = YAMLSection(root, "the metric", keys: Self.keys, file: path, log: log) else { return nil }
    let kinds = ["sql", "null_rate", "log"].filter { section.value($0) != nil }
    guard kinds.count == 1, let kind = kinds.first else {
      section.error(
        section.position,
        kinds.isEmpty
          ? "the metric needs sql, a SELECT of one number; or null_rate, or log"
          : "the metric has one of sql, null_rate and log")
      return nil
    }
    let unit = section.choice("unit", MetricUnit.self)
    var after = after(section)
    let content: MetricDefinition.Content?
    switch kind {
    case "sql": content = query(section)
    case "null_rate":
      content = nullRate(section)
      if case .nullRate(let table, _, _)? = content, after.isEmpty { after = [table] }
    default: content = logFilter(section)
    }
    guard let metric = metric(section, kind), let content else { return nil }
    return MetricDefinition(
      name: name, path: path, metric: metric, unit: kind == "null_rate" ? .percent : unit ?? .none, after: after,
      content: content)
  }

  private func metric(_ section: YAMLSection, _ kind: String) -> MetricName? {
    if kind == "null_rate" {
      for key in ["name", "namespace", "unit", "dimensions"] where section.value(key) != nil {
        section.error(
          position(key, section), "\(key) does not go with null_rate, which is NullRate in Lakehouse/Metrics")
      }
      return MetricName(namespace: "Lakehouse/Metrics", name: "NullRate")
    }
    let namespace = section.string("namespace") ?? "Custom"
    if namespace.hasPrefix("AWS/") || namespace.hasPrefix(":") || namespace == "Lakehouse/Metrics" {
      section.error(position("namespace", section), "the namespace \(namespace) is not for own figures")
    }
    let dimensions = DimensionReader(names: ["environment": environment], example: "Shop: berlin").read(section)
    let texts = [section.string("name") ?? name, namespace] + dimensions.flatMap { [$0.name, $0.value] }
    guard texts.allSatisfy({ !$0.isEmpty && $0.count <= 255 }) else {
      section.error(section.position, "names and values of a metric have 1 to 255 characters")
      return nil
    }
    return MetricName(namespace: namespace, name: texts[0], dimensions: dimensions)
  }

  private func after(_ section: YAMLSection) -> [TableName] {
    let named = section.nodes("after").compactMap { node in section.table(node).map { ($0, node.position) } }
    for (table, place) in named { check(table, "after", place, section) }
    return named.map(\.0)
  }

  private func check(_ table: TableName, _ key: String, _ place: SourcePosition, _ section: YAMLSection) {
    guard let tables, !tables.contains(table) else { return }
    let hint = NearestName.hint(for: table.description, among: tables.map(\.description))
    section.error(place, "\(key): there is no table \(table)\(hint)")
  }

  private func position(_ key: String, _ section: YAMLSection) -> SourcePosition {
    section.node(key)?.position ?? section.position
  }

  // MARK: kinds

  private func query(_ section: YAMLSection) -> MetricDefinition.Content? {
    guard let node = section.value("sql"), section.string("sql") != nil else { return nil }
    return SQLText(of: node, in: text.split(separator: "\n", omittingEmptySubsequences: false)).map { .query($0) }
  }

  private func nullRate(_ section: YAMLSection) -> MetricDefinition.Content? {
    guard let inner = section.section("null_rate", keys: ["table", "columns"]) else { return nil }
    let columns = inner.strings("columns")
    if columns.isEmpty { inner.error(inner.position, "\(inner.subject) needs columns, a list of names") }
    guard let node = inner.value("table") else {
      inner.error(inner.position, "\(inner.subject) needs table")
      return nil
    }
    guard let table = inner.table(node), !columns.isEmpty else { return nil }
    check(table, "table", node.position, inner)
    let shares = columns.map { column in
      let name = "\"" + column.replacing("\"", with: "\"\"") + "\""
      return "avg(case when \(name) is null then 100.0 else 0.0 end)"
    }
    let sql = "select \(shares.joined(separator: ", ")) from \(table)"
    return .nullRate(table, columns: columns, SQLText(sql, start: inner.position))
  }

  private func logFilter(_ section: YAMLSection) -> MetricDefinition.Content? {
    guard let inner = section.section("log", keys: ["pattern", "level", "step", "value", "default"]) else { return nil }
    let least = inner.string("level").flatMap { level($0, inner) }
    let (value, standard) = (number("value", inner), number("default", inner))
    do throws(LogPatternError) {
      let pattern = try LogPattern(inner.string("pattern") ?? "")
      return .log(
        LogFilterMetric(
          pattern: pattern, level: least, step: inner.string("step"), value: value ?? 1, defaultValue: standard))
    } catch {
      inner.error(position("pattern", inner), "pattern: \(error)")
      return nil
    }
  }

  private func level(_ text: String, _ section: YAMLSection) -> LogLevel? {
    let wanted = text.lowercased().prefix(4)
    if let level = LogLevel.allCases.first(where: { $0.description.lowercased().hasPrefix(wanted) }) { return level }
    section.error(position("level", section), "level is one of DEBUG, INFO, WARN, ERROR, not \(text)")
    return nil
  }

  private func number(_ key: String, _ section: YAMLSection) -> Double? {
    guard let text = section.string(key) else { return nil }
    if let number = Double(text), number.isFinite { return number }
    section.error(position(key, section), "\(key) must be a number, not \(text)")
    return nil
  }
}
