import Foundation

/// A number to compare with, exact where it was written as digits.
struct NumberLimit: Sendable, Hashable {
  /// Also its SQL literal.
  let text: String
  let value: Double

  init(text: String) {
    self.text = text
    value = Double(text) ?? .nan
  }

  init(_ value: Double) {
    self.value = value
    text = Self.text(value)
  }

  /// The shortest text that reads back as the value, without a fraction where there is none.
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}

extension Comparison<NumberLimit> {
  /// How a message names it: `> 5`, `between 1 and 9`.
  var text: String {
    let texts = values.map(\.text) + (includesNull ? ["NULL"] : [])
    switch comparator {
    case .between, .notBetween: return "\(comparator.rawValue) \(texts.joined(separator: " and "))"
    case .isIn, .notIn: return "\(comparator.rawValue) [\(texts.joined(separator: ", "))]"
    default: return "\(comparator.rawValue) \(texts.joined())"
    }
  }

  /// Whether a measure meets it. `between` leaves its ends out, `not between` takes them in (dqdl
  /// `NumberBasedCondition`). A measure that is no number meets nothing.
  func accepts(_ measure: NumberLimit) -> Bool {
    guard !measure.value.isNaN else { return false }
    let orders = values.map { Self.order(measure, $0) }
    switch comparator {
    case .greater: return orders[0] > 0
    case .greaterOrEqual: return orders[0] >= 0
    case .less: return orders[0] < 0
    case .lessOrEqual: return orders[0] <= 0
    case .equal, .isIn: return orders.contains(0)
    case .notEqual, .notIn: return !orders.contains(0)
    case .between: return orders[0] > 0 && orders[1] < 0
    case .notBetween: return orders[0] <= 0 || orders[1] >= 0
    }
  }

  /// Decimals, so that a sum of money equals the digits in the rule; doubles where a number is too large for them.
  private static func order(_ a: NumberLimit, _ b: NumberLimit) -> Int {
    if abs(a.value) < 1e28, abs(b.value) < 1e28, let left = Decimal(string: a.text), let right = Decimal(string: b.text)
    {
      return left < right ? -1 : left == right ? 0 : 1
    }
    return a.value < b.value ? -1 : a.value == b.value ? 0 : 1
  }
}
