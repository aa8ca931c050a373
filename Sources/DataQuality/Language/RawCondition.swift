import Clocks

/// A condition as it was read, before the rule's type says what its operands mean: `"2026-01-31"` is a day for one
/// rule and a text for another.
struct RawCondition {
  enum Operand: Hashable {
    case number(NumberExpression)
    case text(String)
    case date(DateExpression)
    case duration(DurationLength)
    case size(ByteCount)
    case null
    case empty
    case whitespacesOnly
  }

  enum Form: Hashable {
    case compared(Comparator)
    case matches(negated: Bool)
  }

  let form: Form
  let operands: [Operand]

  var firstText: String? {
    operands.lazy.compactMap { if case .text(let text) = $0 { text } else { nil } }.first
  }

  /// The condition in the first family that all operands fit; nil when there is none.
  func resolved(as families: [RuleType.Family]) -> Condition? {
    switch form {
    case .matches(let negated):
      guard families.contains(.text), case .text(let pattern)? = operands.first else { return nil }
      return .pattern(pattern, negated: negated)
    case .compared(let comparator):
      // NULL has no place in an order.
      guard !comparator.isOrdering || !operands.contains(.null) else { return nil }
      return families.lazy.compactMap { condition(comparator, as: $0, among: families) }.first
    }
  }

  private func condition(
    _ comparator: Comparator, as family: RuleType.Family, among families: [RuleType.Family]
  ) -> Condition? {
    switch family {
    case .number:
      // AWS takes a measure's = NULL, which no measure is, and != NULL.
      return comparison(comparator, nullAlone: !families.contains(.text)) {
        if case .number(let value) = $0 { value } else { nil }
      }.map(Condition.number)
    case .text:
      // Where only texts are compared, as with the names of types, NULL is none of them.
      guard families.count > 1 || !operands.contains(.null) else { return nil }
      return comparator.isOrdering ? nil : comparison(comparator, nullAlone: true, text).map(Condition.text)
    case .date:
      // A time of day as one of the allowed values of a column is a text; it is a moment where an order is asked for.
      let timesAreMoments = comparator.isOrdering || !families.contains(.text)
      return comparison(comparator) { date($0, timesAreMoments: timesAreMoments) }.map(Condition.date)
    case .duration:
      return comparison(comparator) { if case .duration(let value) = $0 { value } else { nil } }
        .map(Condition.duration)
    case .size: return operands.contains(.null) ? nil : comparison(comparator, size).map(Condition.size)
    }
  }

  private func comparison<Value>(
    _ comparator: Comparator, nullAlone: Bool = false, _ value: (Operand) -> Value?
  ) -> Comparison<Value>? {
    let values = operands.filter { $0 != .null }
    let converted = values.compactMap(value)
    guard converted.count == values.count, nullAlone || !converted.isEmpty else { return nil }
    return Comparison(comparator, converted, includesNull: operands.contains(.null))
  }

  private func text(_ operand: Operand) -> TextValue? {
    switch operand {
    case .text(let text): .literal(text)
    case .empty: .empty
    case .whitespacesOnly: .whitespacesOnly
    default: nil
    }
  }

  private func date(_ operand: Operand, timesAreMoments: Bool) -> DateExpression? {
    switch operand {
    case .date(let date): return date
    case .text(let text):
      if let day = CalendarDay(text) { return .day(day) }
      return timesAreMoments ? TimeOfDay.minutes(text).map(DateExpression.timeOfDay) : nil
    default: return nil
    }
  }

  /// A size without a unit counts bytes.
  private func size(_ operand: Operand) -> ByteCount? {
    switch operand {
    case .size(let size): size
    case .number(.literal(let digits)): Int(digits).map { ByteCount(amount: $0, unit: .bytes) }
    default: nil
    }
  }
}

/// `9:30 AM` or `21:30`.
enum TimeOfDay {
  /// Minutes since midnight; nil when the text is no time.
  static func minutes(_ text: String) -> Int? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    let clock = parts[0].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 2, (1...2).contains(clock[0].count), clock[1].count == 2, let hour = number(clock[0]),
      let minute = number(clock[1]), minute < 60
    else { return nil }
    if parts.count == 1 { return clock[0].count == 2 && hour < 24 ? hour * 60 + minute : nil }
    guard parts.count == 2, (1...12).contains(hour), parts[1] == "AM" || parts[1] == "PM" else { return nil }
    return (hour % 12 + (parts[1] == "PM" ? 12 : 0)) * 60 + minute
  }

  private static func number(_ digits: Substring) -> Int? {
    digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
  }
}
