import Foundation

/// Evaluates one expression over one input.
final class Evaluator {
  private let limits: EvaluationLimits
  private let deadline: Date
  private var depth = 0
  private var steps = 0
  /// The moment that `$now` and `$millis` tell all through the evaluation.
  let now: Date
  let library: Library
  var random: EvaluationRandom

  init(limits: EvaluationLimits, now: Date, library: Library, seed: UInt64?) {
    self.limits = limits
    self.now = now
    self.library = library
    deadline = limits.seconds.map { Date().addingTimeInterval($0) } ?? .distantFuture
    random = EvaluationRandom(seed: seed)
  }

  var isOver: Bool { Date() > deadline }

  func checkTime() throws(EvaluationError) {
    try checkTime(after: 1)
  }

  /// - Parameter work: how many small steps were taken since; one that makes a million numbers is no small step.
  func checkTime(after work: Int) throws(EvaluationError) {
    let before = steps
    steps &+= work
    // The clock is asked now and then only: asking takes longer than a small step.
    guard before >> 8 != steps >> 8, isOver else { return }
    throw EvaluationError("U1001", "the expression took longer than it may")
  }

  func evaluate(_ node: Node, _ input: Value, _ environment: Environment) throws(EvaluationError) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.depth else {
      throw EvaluationError("U1001", "the expression calls itself too deeply; does it come to an end?")
    }
    try checkTime()
    var result = try value(of: node, input, environment)
    for predicate in node.predicates { result = .array(try filter(predicate, result, environment)) }
    if node.steps == nil, let group = node.group { result = try grouping(group, result, environment) }
    guard case .array(let array) = result, array.isSequence, !array.isTupleStream else { return result }
    if node.keepsArray { array.keepsSingleton = true }
    return Self.unwrapped(array)
  }

  /// A sequence of nothing is nothing, one of one is that one.
  static func unwrapped(_ sequence: ValueArray) -> Value {
    switch sequence.items.count {
    case 0: .undefined
    case 1 where !sequence.keepsSingleton: sequence.items[0]
    default: .array(sequence)
    }
  }

  private func value(of node: Node, _ input: Value, _ environment: Environment) throws(EvaluationError) -> Value {
    switch node.kind {
    case .string(let text): return .string(text)
    case .number(let number): return .number(number)
    case .literal(let value): return value
    case .pattern(let pattern): return .function(Function(.pattern(pattern), arity: 1))
    case .variable(let name): return variable(name, input, environment)
    case .name(let name): return Self.field(name, of: input)
    case .wildcard: return .array(Self.wildcard(input))
    case .descendants: return Self.descendants(input)
    case .parent(let slot): return environment.value(of: slot.label)
    case .path(let steps): return try path(node, steps, input, environment)
    case .binary(let symbol, let left, let right):
      return try binary(symbol, left, right, node.position, input, environment)
    case .negation(let operand): return try negation(operand, node.position, input, environment)
    case .arrayConstructor(let items): return try arrayConstructor(node, items, input, environment)
    case .objectConstructor(let pairs): return try grouping(pairs, input, environment)
    default: return try control(node, input, environment)
    }
  }

  private func control(_ node: Node, _ input: Value, _ environment: Environment) throws(EvaluationError) -> Value {
    switch node.kind {
    case .block(let expressions):
      let scope = Environment(enclosing: environment)
      var result = Value.undefined
      for expression in expressions { result = try evaluate(expression, input, scope) }
      return result
    case .condition(let test, let then, let otherwise):
      if try evaluate(test, input, environment).isTrue { return try evaluate(then, input, environment) }
      guard let otherwise else { return .undefined }
      return try evaluate(otherwise, input, environment)
    case .assignment(let name, let expression):
      let value = try evaluate(expression, input, environment)
      environment.bind(name, value)
      return value
    case .lambda(let parameters, let signature, let body):
      let lambda = Lambda(parameters: parameters, body: body, input: input, environment: environment)
      return .function(Function(.lambda(lambda), signature: signature, arity: parameters.count))
    case .tailCall(let call):
      let lambda = Lambda(parameters: [], body: call, input: input, environment: environment, isTailCall: true)
      return .function(Function(.lambda(lambda), arity: 0))
    case .chain(let left, let right): return try chain(left, right, node.position, input, environment)
    case .call(let function, let arguments): return try call(node, function, arguments, [], input, environment)
    case .partialCall(let function, let arguments):
      return try partialCall(node, function, arguments, input, environment)
    case .transform(let pattern, let update, let delete):
      return transform(pattern, update, delete, node.position, environment)
    default:
      throw EvaluationError("S0206", "this cannot be evaluated", position: node.position)
    }
  }

  // MARK: Values

  private func variable(_ name: String, _ input: Value, _ environment: Environment) -> Value {
    guard name.isEmpty else { return environment.value(of: name) }
    if let array = input.array, array.isOuterWrapper { return array.items.first ?? .undefined }
    return input
  }

  /// The field of an object, or those of all the objects of a list.
  static func field(_ name: String, of input: Value) -> Value {
    switch input {
    case .object(let object): return object[name]
    case .array(let array):
      let found = ValueArray.sequence()
      for item in array.items {
        switch field(name, of: item) {
        case .undefined: continue
        case .array(let inner): found.items += inner.items
        case let value: found.items.append(value)
        }
      }
      return .array(found)
    default: return .undefined
    }
  }

  private static func wildcard(_ input: Value) -> ValueArray {
    var input = input
    if let array = input.array, array.isOuterWrapper { input = array.items.first ?? .undefined }
    let found = ValueArray.sequence()
    let values = input.object?.entries.map(\.value) ?? input.array?.items ?? []
    for value in values {
      if value.array != nil { found.items += flattened(value) } else { found.items.append(value) }
    }
    return found
  }

  private static func flattened(_ value: Value) -> [Value] {
    value.array.map { $0.items.flatMap(flattened) } ?? [value]
  }

  private static func descendants(_ input: Value) -> Value {
    guard !input.isUndefined else { return .undefined }
    let found = ValueArray.sequence()
    gather(input, into: found)
    return found.items.count == 1 ? found.items[0] : .array(found)
  }

  private static func gather(_ value: Value, into found: ValueArray) {
    if value.array == nil { found.items.append(value) }
    for child in value.array?.items ?? value.object?.entries.map(\.value) ?? [] { gather(child, into: found) }
  }

  private func arrayConstructor(
    _ node: Node, _ items: [Node], _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    let result = ValueArray()
    for item in items {
      let value = try evaluate(item, input, environment)
      if value.isUndefined { continue }
      if case .arrayConstructor = item.kind {
        result.items.append(value)
      } else {
        result.items += value.array?.items ?? [value]
      }
    }
    if node.isConstructedArray { result.isConstructed = true }
    return .array(result)
  }

  /// A filter that is a number picks by place, from the end where it is negative; one that is a list of numbers picks
  /// several; any other keeps the items it is true for.
  func filter(_ predicate: Node, _ input: Value, _ environment: Environment) throws(EvaluationError) -> ValueArray {
    let results = ValueArray.sequence()
    if let array = input.array, array.isTupleStream { results.isTupleStream = true }
    let items = input.array?.items ?? (input.isUndefined ? [] : [input])
    if case .number(let number) = predicate.kind {
      guard let item = Self.item(number, of: items) else { return results }
      if let array = item.array { return array }
      results.items.append(item)
      return results
    }
    for (index, item) in items.enumerated() {
      let tuple = results.isTupleStream ? item.object : nil
      let scope = tuple.map { environment.binding(tuple: $0) } ?? environment
      let verdict = try evaluate(predicate, tuple?["@"] ?? item, scope)
      if Self.picks(verdict, index, of: items.count) { results.items.append(item) }
    }
    return results
  }

  private static func item(_ number: Double, of items: [Value]) -> Value? {
    place(number, of: items.count).map { items[$0] }
  }

  /// The place a number means; nil beyond the ends.
  private static func place(_ number: Double, of count: Int) -> Int? {
    let floor = number.rounded(.down)
    let place = floor < 0 ? Double(count) + floor : floor
    return place >= 0 && place < Double(count) ? Int(place) : nil
  }

  private static func picks(_ verdict: Value, _ index: Int, of count: Int) -> Bool {
    if let number = verdict.number { return place(number, of: count) == index }
    guard let array = verdict.array, !array.items.isEmpty, array.items.allSatisfy({ $0.number != nil }) else {
      return verdict.isTrue
    }
    return array.items.contains { place($0.number ?? -1, of: count) == index }
  }
}
