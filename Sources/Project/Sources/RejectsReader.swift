import Metrics
import ModelSQL
import YAML

/// What a table says about its own limits of rejected records; parts that it does not say are the project's.
struct RejectsSetting: Hashable {
  enum Part: Hashable {
    case inherited
    case never
    case share(Double)

    func over(_ limit: Double?) -> Double? {
      switch self {
      case .inherited: limit
      case .never: nil
      case .share(let share): share
      }
    }
  }

  var warnAbove = Part.inherited
  var failAt = Part.inherited

  func over(_ limits: RejectLimits) -> RejectLimits {
    var limits = limits
    limits.warnAbove = warnAbove.over(limits.warnAbove)
    limits.failAt = failAt.over(limits.failAt)
    return limits
  }
}

extension YAMLSection {
  /// `rejects: {warn_above: 0.1%, fail_at: 100%}`, one or both; `never` switches one off.
  func rejects() -> RejectsSetting {
    var setting = RejectsSetting()
    guard let inner = section("rejects", keys: ["warn_above", "fail_at"]) else { return setting }
    setting.warnAbove = inner.share("warn_above")
    setting.failAt = inner.share("fail_at")
    if case .share(let warn) = setting.warnAbove, case .share(let fail) = setting.failAt, warn > fail {
      log.warning(file, inner.position, "rejects: warn_above is more than fail_at, so that nothing is only warned of")
    }
    return setting
  }

  private func share(_ key: String) -> RejectsSetting.Part {
    guard let node = value(key), let text = string(key) else { return .inherited }
    if text == "never" { return .never }
    let digits = text.hasSuffix("%") ? String(text.dropLast()).replacing(" ", with: "") : ""
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let percent = Double(digits), percent <= 100, key == "warn_above" || percent > 0
    else {
      error(node.position, "\(key) must be a share such as 0.1% or 5%, or never, not '\(text)'")
      return .inherited
    }
    return .share(percent / 100)
  }
}
