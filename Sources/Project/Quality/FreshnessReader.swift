import Metrics
import ModelSQL
import YAML

/// What a table says about its own freshness.
enum FreshnessSetting: Hashable {
  /// Nothing: the layer's policy holds.
  case inherited
  /// `freshness: null`.
  case off
  case policy(FreshnessPolicy)
}

extension YAMLSection {
  /// dbt's form: `{warn_after: {count, period}, error_after: {count, period}}`, one or both.
  func freshness(_ key: String = "freshness") -> FreshnessSetting {
    guard let node = node(key) else { return .inherited }
    guard !node.isNull else { return .off }
    guard let section = section(key, keys: ["warn_after", "error_after"]) else { return .inherited }
    let policy = FreshnessPolicy(warnAfter: section.limit("warn_after"), errorAfter: section.limit("error_after"))
    guard section.value("warn_after") != nil || section.value("error_after") != nil else {
      error(node.position, "\(key) needs warn_after or error_after; null switches it off")
      return .inherited
    }
    if let warn = policy.warnAfter, let error = policy.errorAfter, warn.seconds > error.seconds {
      log.warning(file, node.position, "\(key): warn_after (\(warn)) is later than error_after (\(error))")
    }
    return .policy(policy)
  }

  private func limit(_ key: String) -> FreshnessPolicy.Limit? {
    guard let section = section(key, keys: ["count", "period"]) else { return nil }
    for part in ["count", "period"] where section.value(part) == nil {
      error(section.position, "\(key) needs \(part)")
    }
    guard let count = section.int("count", in: 1...Int.max),
      let period = section.choice("period", FreshnessPolicy.Period.self)
    else { return nil }
    let most = FreshnessPolicy.most(period)
    guard count <= most else {
      error(
        section.value("count")?.position ?? section.position,
        "count: \(count) \(period.rawValue)s are more than a hundred years; it is at most \(most)")
      return nil
    }
    return FreshnessPolicy.Limit(count: count, period: period)
  }
}
