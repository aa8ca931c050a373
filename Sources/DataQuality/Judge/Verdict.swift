import JSON

/// What the answers of the engine say of one rule.
struct Verdict: Sendable, Hashable {
  var status: RuleResult.Status
  var value: Double?
  var valueText: String?
  var message = ""
  var rowsFailed: Int64?
  /// False for a pass that nothing was held against.
  var hasJudged = true

  static func fail(_ message: String) -> Verdict { Verdict(status: .fail, message: message) }
  static func error(_ message: String) -> Verdict { Verdict(status: .error, message: message) }

  static func measured(_ measure: NumberLimit, accepted: Bool, message: String) -> Verdict {
    Verdict(
      status: accepted ? .pass : .fail, value: measure.value, valueText: measure.text,
      message: accepted ? "" : message)
  }

  /// A measure against its limits; without limits it is only told.
  static func judged(_ name: String, _ measure: NumberLimit, _ limits: Comparison<NumberLimit>?) -> Verdict {
    guard let limits else { return measured(measure, accepted: true, message: "") }
    return measured(
      measure, accepted: limits.accepts(measure), message: "\(name) is \(measure.text), not \(limits.text)")
  }

  /// A share of rows, of which there is at least one, against its limits.
  static func share(_ name: String, _ part: Int64, of whole: Int64, _ limits: Comparison<NumberLimit>?) -> Verdict {
    judged(name, NumberLimit(Double(part) / Double(whole)), limits)
  }

  /// The rows that pass, all of which must where there is no threshold. There is at least one.
  static func rows(_ passing: Int64, of whole: Int64, threshold: Comparison<NumberLimit>?) -> Verdict {
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

  static let noHistory = Verdict(status: .pass, message: "no history yet", hasJudged: false)

  /// Legs joined. An error decides only where no other leg does.
  static func joined(_ connective: Rule.Connective, _ legs: [RuleResult]) -> Verdict {
    let deciding: RuleResult.Status = connective == .and ? .fail : .pass
    let otherwise: RuleResult.Status = connective == .and ? .pass : .fail
    let statuses = legs.map(\.status)
    let status = statuses.contains(deciding) ? deciding : statuses.contains(.error) ? .error : otherwise
    guard status != .pass else { return Verdict(status: .pass, hasJudged: legs.contains(where: \.hasJudged)) }
    let told = legs.filter { $0.status != .pass }.map { "\($0.rule): \($0.message)" }
    return Verdict(status: status, message: told.joined(separator: "; "))
  }
}

/// What a rule comes to that finds nothing to judge (decided for this project, against AWS's open executor): a table
/// without rows fails the rules about its values, a `where` that matches no row passes all of them.
enum Emptiness: Sendable {
  /// The rule has a `where`.
  case filtered
  /// The rule's measure needs rows.
  case failing
  /// The rule looks at each row and asks for none.
  case passing

  var verdict: Verdict {
    switch self {
    case .filtered: Verdict(status: .pass, message: "no row matches", rowsFailed: 0, hasJudged: false)
    case .failing: Verdict(status: .fail, message: "no rows to judge", rowsFailed: 0, hasJudged: false)
    case .passing: Verdict(status: .pass, message: "no rows to judge", rowsFailed: 0, hasJudged: false)
    }
  }
}
