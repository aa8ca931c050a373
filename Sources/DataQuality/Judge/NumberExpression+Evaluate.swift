import Foundation

/// Why an expression has no value.
enum ExpressionProblem: Error, Equatable {
  /// It asks for `last(k)`, and the rule has never run before.
  case noHistory
  case invalid(String)
}

extension Comparison<NumberExpression> {
  /// The comparison with its expressions worked out.
  ///
  /// - Parameter history: the rule's values before, newest first.
  func limits(history: [Double]) throws(ExpressionProblem) -> Comparison<NumberLimit> {
    var limits: [NumberLimit] = []
    for value in values { limits.append(try value.limit(history: history)) }
    return Comparison<NumberLimit>(comparator, limits, includesNull: includesNull)
  }

  /// It looks at the rule's earlier values.
  var isDynamic: Bool { values.contains { $0.isDynamic } }
}

extension NumberExpression {
  private enum Quantity {
    case one(Double)
    case many([Double])
  }

  var isDynamic: Bool {
    switch self {
    case .literal: false
    case .call(let name, let arguments): name == "last" || arguments.contains(where: \.isDynamic)
    case .binary(_, let left, let right): left.isDynamic || right.isDynamic
    }
  }

  func limit(history: [Double]) throws(ExpressionProblem) -> NumberLimit {
    if case .literal(let digits) = self { return NumberLimit(text: digits) }
    let value = try number(history)
    guard value.isFinite else { throw .invalid("the condition has no finite value") }
    return NumberLimit(value)
  }

  /// A list of one value is that value.
  private func number(_ history: [Double]) throws(ExpressionProblem) -> Double {
    switch try quantity(history) {
    case .one(let value): return value
    case .many(let values):
      guard values.count == 1 else { throw .invalid("last(k) gives a list here; take avg, min, max … of it") }
      return values[0]
    }
  }

  private func quantity(_ history: [Double]) throws(ExpressionProblem) -> Quantity {
    switch self {
    case .literal(let digits): return .one(Double(digits) ?? .nan)
    case .binary(let sign, let left, let right):
      return .one(Self.compute(sign, try left.number(history), try right.number(history)))
    case .call("last", let arguments): return .many(try last(arguments, history))
    case .call(let name, let arguments): return .one(try call(name, arguments, history))
    }
  }

  private static func compute(_ sign: String, _ left: Double, _ right: Double) -> Double {
    switch sign {
    case "+": left + right
    case "-": left - right
    case "*": left * right
    default: left / right
    }
  }

  /// With fewer values than asked for, those there are.
  private func last(_ arguments: [NumberExpression], _ history: [Double]) throws(ExpressionProblem) -> [Double] {
    let count = try arguments.first?.number(history) ?? 1
    guard arguments.count <= 1, count >= 1, count == count.rounded(), count < 1e9 else {
      throw .invalid("last takes one whole number from 1 on")
    }
    guard !history.isEmpty else { throw .noHistory }
    return Array(history.prefix(Int(count)))
  }

  private func call(
    _ name: String, _ arguments: [NumberExpression], _ history: [Double]
  ) throws(ExpressionProblem) -> Double {
    guard let first = arguments.first else { throw .invalid("\(name)() has nothing to work on") }
    let values: [Double]
    switch try first.quantity(history) {
    case .one(let value): values = [value]
    case .many(let list): values = list
    }
    if name == "index" || name == "percentile" {
      guard arguments.count == 2 else { throw .invalid("\(name) takes a list and a number") }
      return try pick(name, values, try arguments[1].number(history))
    }
    guard arguments.count == 1 else { throw .invalid("\(name) takes one list") }
    return try Self.aggregate(name, values)
  }

  /// `index(last(k), i)` counts from 0, the newest value; `percentile(last(k), p)` interpolates, p from 0 to 100.
  private func pick(_ name: String, _ values: [Double], _ place: Double) throws(ExpressionProblem) -> Double {
    if name == "index" {
      guard place >= 0, place == place.rounded(), place < Double(values.count) else {
        throw .invalid("index \(NumberLimit.text(place)) is outside the \(values.count) earlier values")
      }
      return values[Int(place)]
    }
    guard (0...100).contains(place) else { throw .invalid("a percentile lies between 0 and 100") }
    return Self.quantile(values, place / 100)
  }

  private static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let low = Int(place.rounded(.down))
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }

  private static func aggregate(_ name: String, _ values: [Double]) throws(ExpressionProblem) -> Double {
    let sum = values.reduce(0, +)
    let mean = sum / Double(values.count)
    switch name {
    case "avg", "average", "mean": return mean
    case "min": return values.min() ?? .nan
    case "max": return values.max() ?? .nan
    case "sum": return sum
    case "median": return quantile(values, 0.5)
    // Of the population, like the rule StandardDeviation.
    case "std": return (values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)).squareRoot()
    case "abs": return abs(values[0])
    default: throw .invalid("the function \(name) is unknown")
    }
  }
}
