extension Evaluator {
  func binary(
    _ symbol: String, _ left: Node, _ right: Node, _ position: Int, _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    let first = try evaluate(left, input, environment)
    switch symbol {
    case "and":
      return .bool(first.isTrue ? try evaluate(right, input, environment).isTrue : false)
    case "or":
      return .bool(first.isTrue ? true : try evaluate(right, input, environment).isTrue)
    default: break
    }
    let second = try evaluate(right, input, environment)
    switch symbol {
    case "+", "-", "*", "/", "%": return try arithmetic(symbol, first, second, position)
    case "=": return .bool(!first.isUndefined && !second.isUndefined && first.equals(second))
    case "!=": return .bool(!first.isUndefined && !second.isUndefined && !first.equals(second))
    case "<", "<=", ">", ">=": return try comparison(symbol, first, second, position)
    case "&": return .string(try text(first) + text(second))
    case "..": return try range(first, second, position)
    case "in":
      if first.isUndefined || second.isUndefined { return .bool(false) }
      return .bool((second.array?.items ?? [second]).contains { $0.equals(first) })
    default: throw EvaluationError("S0204", "there is no operator \(symbol)", position: position, token: symbol)
    }
  }

  private func text(_ value: Value) throws(EvaluationError) -> String {
    value.isUndefined ? "" : try Stringify.checked(value)
  }

  private func operands(
    _ symbol: String, _ first: Value, _ second: Value, _ position: Int
  ) throws(EvaluationError) -> (Double, Double)? {
    if !first.isUndefined, first.number == nil {
      throw EvaluationError("T2001", "what stands before \(symbol) must be a number", position: position, token: symbol)
    }
    if !second.isUndefined, second.number == nil {
      throw EvaluationError("T2002", "what stands after \(symbol) must be a number", position: position, token: symbol)
    }
    guard let a = first.number, let b = second.number else { return nil }
    for number in [a, b] where !number.isFinite {
      throw EvaluationError("D1001", "a number is out of range", position: position)
    }
    return (a, b)
  }

  private func arithmetic(
    _ symbol: String, _ first: Value, _ second: Value, _ position: Int
  ) throws(EvaluationError) -> Value {
    guard let (a, b) = try operands(symbol, first, second, position) else { return .undefined }
    return switch symbol {
    case "+": .number(a + b)
    case "-": .number(a - b)
    case "*": .number(a * b)
    case "/": .number(a / b)
    default: .number(a.truncatingRemainder(dividingBy: b))
    }
  }

  func negation(
    _ operand: Node, _ position: Int, _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    let value = try evaluate(operand, input, environment)
    if value.isUndefined { return .undefined }
    guard let number = value.number else {
      throw EvaluationError("D1002", "only a number can be negated", position: position)
    }
    return .number(-number)
  }

  private func comparison(
    _ symbol: String, _ first: Value, _ second: Value, _ position: Int
  ) throws(EvaluationError) -> Value {
    for value in [first, second] where !(value.isUndefined || value.number != nil || value.string != nil) {
      throw EvaluationError(
        "T2010", "\(symbol) compares numbers or texts", position: position, token: symbol)
    }
    switch (first, second) {
    case (.undefined, _), (_, .undefined): return .undefined
    case (.number(let a), .number(let b)): return .bool(Self.holds(symbol, less: a < b, greater: a > b, equal: a == b))
    case (.string(let a), .string(let b)):
      let less = Value.precedes(a, b)
      let greater = Value.precedes(b, a)
      return .bool(Self.holds(symbol, less: less, greater: greater, equal: !less && !greater))
    default:
      throw EvaluationError("T2009", "\(symbol) compares values of one type", position: position, token: symbol)
    }
  }

  private static func holds(_ symbol: String, less: Bool, greater: Bool, equal: Bool) -> Bool {
    switch symbol {
    case "<": less
    case "<=": less || equal
    case ">": greater
    default: greater || equal
    }
  }

  /// The most items a range may have.
  private static let longest = 1e7

  private func range(_ first: Value, _ second: Value, _ position: Int) throws(EvaluationError) -> Value {
    func whole(_ value: Value) -> Bool { value.number.map { $0 == $0.rounded() && $0.isFinite } ?? value.isUndefined }
    guard whole(first) else {
      throw EvaluationError("T2003", "a range begins with a whole number", position: position)
    }
    guard whole(second) else { throw EvaluationError("T2004", "a range ends with a whole number", position: position) }
    guard let start = first.number, let end = second.number, start <= end else { return .undefined }
    guard end - start + 1 <= Self.longest else {
      throw EvaluationError("D2014", "a range has at most ten million numbers", position: position)
    }
    let count = Int(end - start) + 1
    var items: [Value] = []
    items.reserveCapacity(count)
    for offset in 0..<count { items.append(.number(start + Double(offset))) }
    try checkTime(after: items.count)
    return .array(ValueArray.sequence(items))
  }

  /// `value ~> $function(more)` gives the function the value first; two functions make a third.
  func chain(
    _ left: Node, _ right: Node, _ position: Int, _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    let value = try evaluate(left, input, environment)
    if case .call(let function, let arguments) = right.kind {
      return try call(right, function, arguments, [value], input, environment)
    }
    guard let function = try evaluate(right, input, environment).function else {
      throw EvaluationError("T2006", "after ~> stands a function", position: position)
    }
    guard let first = value.function else { return try apply(function, [value], input, environment) }
    return .function(
      Function(
        .native { call, arguments throws(EvaluationError) in
          let inner = try call.evaluator.apply(first, arguments, call.input, call.environment)
          return try call.evaluator.apply(function, [inner], call.input, call.environment)
        }, arity: 1))
  }
}
