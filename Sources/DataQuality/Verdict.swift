import JSON

/// What the answers of the engine say of one rule.
struct Verdict: Sendable, Hashable {
  var status: RuleResult.Status
  var value: Double?
  var valueText: String?
  var message = ""
  var rowsFailed: Int64?

  static func fail(_ message: String) -> Verdict { Verdict(status: .fail, message: message) }
  static func error(_ message: String) -> Verdict { Verdict(status: .error, message: message) }

  static func measured(_ measure: NumberLimit, accepted: Bool, message: String) -> Verdict {
    Verdict(
      status: accepted ? .pass : .fail, value: measure.value, valueText: measure.text,
      message: accepted ? "" : message)
  }

  /// A measure against its limits.
  static func judged(_ name: String, _ measure: NumberLimit, _ limits: Comparison<NumberLimit>) -> Verdict {
    measured(measure, accepted: limits.accepts(measure), message: "\(name) is \(measure.text), not \(limits.text)")
  }

  /// A share of rows against its limits. A share of nothing meets all limits.
  static func share(_ name: String, _ part: Int64, of whole: Int64, _ limits: Comparison<NumberLimit>) -> Verdict {
    guard whole > 0 else { return nothing }
    return judged(name, NumberLimit(Double(part) / Double(whole)), limits)
  }

  /// The rows that pass, all of which must where there is no threshold.
  static func rows(_ passing: Int64, of whole: Int64, threshold: Comparison<NumberLimit>?) -> Verdict {
    guard whole > 0 else { return nothing }
    let share = NumberLimit(Double(passing) / Double(whole))
    let failing = whole - passing
    let rows = "\(failing) of \(whole) rows \(failing == 1 ? "fails" : "fail")"
    var verdict: Verdict
    if let threshold {
      let message = "\(rows): the share that passes is \(share.text), not \(threshold.text)"
      verdict = measured(share, accepted: threshold.accepts(share), message: message)
    } else {
      verdict = measured(share, accepted: failing == 0, message: rows)
    }
    verdict.rowsFailed = failing
    return verdict
  }

  static let nothing = Verdict(status: .pass, message: "no rows to judge", rowsFailed: 0)
  static let noHistory = Verdict(status: .pass, message: "no history yet")

  /// Legs joined. An error decides only where no other leg does.
  static func joined(_ connective: Rule.Connective, _ legs: [RuleResult]) -> Verdict {
    let deciding: RuleResult.Status = connective == .and ? .fail : .pass
    let otherwise: RuleResult.Status = connective == .and ? .pass : .fail
    let statuses = legs.map(\.status)
    let status = statuses.contains(deciding) ? deciding : statuses.contains(.error) ? .error : otherwise
    guard status != .pass else { return Verdict(status: .pass) }
    let told = legs.filter { $0.status != .pass }.map { "\($0.rule): \($0.message)" }
    return Verdict(status: status, message: told.joined(separator: "; "))
  }
}
