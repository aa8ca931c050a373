import YAML

/// `compute` of an environment.
extension EnvironmentReader {
  static let computeKeys = ["engine", "above", "submit", "conf", "exchange"] + GlueReader.keys

  /// - Parameter bucket: where the environment's lake is, if it is no folder.
  func compute(_ inner: YAMLSection, _ bucket: LakeBucket?) -> ComputeSettings? {
    guard let section = inner.section("compute", keys: Self.computeKeys) else { return nil }
    var settings = ComputeSettings()
    settings.engine = section.choice("engine") ?? .duckdb
    if let above = section.size("above") { settings.above = above }
    if settings.engine == .auto, section.value("above") == nil {
      section.error(section.position, "engine: auto needs above, the size from which a step goes to Spark: above: 10GB")
    }
    settings.exchange = exchange(section, bucket)
    let submit = section.strings("submit")
    if !submit.isEmpty { settings.submit = submit }
    let glue = GlueReader(section: section, bucket: bucket)
    if section.value("submit")?.text == GlueReader.word { settings.glue = glue.read() } else { glue.refuseSettings() }
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

  private func exchange(_ section: YAMLSection, _ bucket: LakeBucket?) -> ComputeSettings.Exchange {
    guard let node = section.value("exchange"), let exchange: ComputeSettings.Exchange = section.choice("exchange")
    else {
      return .folder
    }
    if exchange == .bucket, bucket == nil {
      section.error(node.position, "exchange: bucket needs a lake in a bucket: lake: s3://BUCKET/PREFIX")
    }
    return exchange
  }
}
