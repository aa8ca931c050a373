import YAML

/// `compute` of an environment.
extension EnvironmentReader {
  static let computeKeys = ["engine", "above", "submit", "conf"]

  func compute(_ inner: YAMLSection) -> ComputeSettings? {
    guard let section = inner.section("compute", keys: Self.computeKeys) else { return nil }
    var settings = ComputeSettings()
    settings.engine = section.choice("engine") ?? .duckdb
    if let above = size("above", section) { settings.above = above }
    if settings.engine == .auto, section.value("above") == nil {
      section.error(section.position, "engine: auto needs above, the size from which a step goes to Spark: above: 10GB")
    }
    let submit = section.strings("submit")
    if !submit.isEmpty { settings.submit = submit }
    for entry in section.value("conf")?.entries ?? [] {
      guard let value = entry.value.word else {
        section.error(entry.value.position, "conf: \(entry.name) must be one value, not \(entry.value.kind)")
        continue
      }
      if ComputeSettings.fixed[entry.name] != nil {
        section.error(entry.key.position, "conf: \(entry.name) decides what models mean, and is set by assay")
      }
      settings.conf[entry.name] = value
    }
    if let conf = section.value("conf"), conf.entries == nil {
      section.error(conf.position, "conf must be a mapping of Spark's settings, not \(conf.kind)")
    }
    return settings
  }

  /// A size in bytes: `10GB`, as `memory_limit` has it.
  private func size(_ key: String, _ section: YAMLSection) -> Int64? {
    guard let node = section.value(key), let text = section.string(key) else { return nil }
    guard let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?) ?([KMGT])(i?)B/), let number = Double(match.1) else {
      section.error(node.position, "\(key) must be a size such as 10GB, not '\(text)'")
      return nil
    }
    let unit: Double = match.3.isEmpty ? 1000 : 1024
    let units = "KMGT".prefix { String($0) != match.2 }.count + 1
    return Int64(exactly: (0..<units).reduce(number) { size, _ in size * unit }.rounded()) ?? .max
  }
}
