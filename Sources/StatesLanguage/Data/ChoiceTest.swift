import Clocks
import Foundation
import JSON

/// Conditions of JSONPath Choices (specification, "Choice State").
extension DataView {
  func holds(_ condition: ChoiceRule.Condition, _ random: inout RandomSource) throws(DataFailure) -> Bool {
    switch condition {
    case .constant(let flag): return flag
    case .and(let rules):
      for rule in rules where try !holds(rule, &random) { return false }
      return true
    case .or(let rules):
      for rule in rules where try holds(rule, &random) { return true }
      return false
    case .not(let rule): return try !holds(rule, &random)
    case .query(let query):
      let value = try value(query, "Condition", &random)
      guard let flag = value.boolValue else { throw unexpected(query, "Condition", "boolean", value) }
      return flag
    case .test(let variable, let comparison, let operand):
      let found = variable.value(in: scope)
      if comparison == "IsPresent" { return (found != nil) == expected(operand) }
      guard let found else { throw Self.missing(variable) }
      return try test(found, comparison, operand)
    }
  }

  private static func missing(_ path: JSONPath) -> DataFailure {
    .runtime("Invalid path '\(path.text)': The choice state's condition path references an invalid value.")
  }

  private func expected(_ operand: ChoiceRule.Operand) -> Bool {
    if case .value(let value) = operand { value.boolValue ?? true } else { true }
  }

  private func test(
    _ value: JSONValue, _ comparison: String, _ operand: ChoiceRule.Operand
  ) throws(DataFailure) -> Bool {
    let other: JSONValue
    switch operand {
    case .value(let value): other = value
    case .path(let path):
      guard let found = path.value(in: scope) else { throw Self.missing(path) }
      other = found
    }
    if comparison.hasPrefix("Is") { return Self.isOfType(value, comparison) == (other.boolValue ?? true) }
    return ChoiceComparison.holds(value, comparison, other)
  }

  private static func isOfType(_ value: JSONValue, _ type: String) -> Bool {
    switch type {
    case "IsNull": value.isNull
    case "IsNumeric": value.numberText != nil
    case "IsString": value.stringValue != nil
    case "IsBoolean": value.boolValue != nil
    case "IsTimestamp": value.stringValue.map(MachineValidator.isTimestamp) ?? false
    default: false
    }
  }
}

/// Comparisons; values of another type than the comparison's are not equal, less or greater.
enum ChoiceComparison {
  static func holds(_ value: JSONValue, _ comparison: String, _ other: JSONValue) -> Bool {
    if comparison.hasPrefix("Numeric") {
      guard let a = value.doubleValue, let b = other.doubleValue else { return false }
      return isTrue(a, comparison.dropFirst(7), b)
    }
    if comparison.hasPrefix("Timestamp") {
      guard let a = moment(value), let b = moment(other) else { return false }
      return isTrue(a, comparison.dropFirst(9), b)
    }
    if comparison == "BooleanEquals" { return value.boolValue != nil && value == other }
    guard let a = value.stringValue, let b = other.stringValue else { return false }
    if comparison == "StringMatches" { return matches(Array(a.unicodeScalars), b) }
    return isTrue(a, comparison.dropFirst(6), b)
  }

  private static func isTrue<Value: Comparable>(_ a: Value, _ comparison: Substring, _ b: Value) -> Bool {
    switch comparison {
    case "Equals": a == b
    case "LessThan": a < b
    case "GreaterThan": a > b
    case "LessThanEquals": a <= b
    case "GreaterThanEquals": a >= b
    default: false
    }
  }

  private static func moment(_ value: JSONValue) -> Date? {
    guard let text = value.stringValue, MachineValidator.isTimestamp(text) else { return nil }
    return Timestamp.parse(text)
  }

  /// `*` is any text, also an empty one; a backslash makes it, and itself, plain.
  private static func matches(_ text: [Unicode.Scalar], _ pattern: String) -> Bool {
    let tokens = tokens(pattern)
    // Where the last star was, and how much of the text it took: going back to it is enough.
    var (at, token, star, taken) = (0, 0, -1, 0)
    while at < text.count {
      if token < tokens.count, let wanted = tokens[token], wanted == text[at] {
        (at, token) = (at + 1, token + 1)
      } else if token < tokens.count, tokens[token] == nil {
        (star, taken, token) = (token, at, token + 1)
      } else if star >= 0 {
        taken += 1
        (at, token) = (taken, star + 1)
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { $0 == nil }
  }

  /// Nil for a star.
  private static func tokens(_ pattern: String) -> [Unicode.Scalar?] {
    var tokens: [Unicode.Scalar?] = []
    var escaped = false
    for scalar in pattern.unicodeScalars {
      if !escaped, scalar == "\\" {
        escaped = true
      } else {
        tokens.append(!escaped && scalar == "*" ? nil : scalar)
        escaped = false
      }
    }
    if escaped { tokens.append("\\") }
    return tokens
  }
}
