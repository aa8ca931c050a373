extension Evaluator {
  func path(
    _ node: Node, _ steps: [Node], _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    var context = Self.context(input, steps)
    var result = Value.undefined
    var tuples: ValueArray?
    for (index, step) in steps.enumerated() {
      if step.yieldsTuples, tuples == nil { tuples = Self.tuples(of: context) }
      if index == 0, step.isConstructedArray {
        result = try evaluate(step, context, environment)
      } else if let bindings = tuples {
        tuples = try tupleStep(step, bindings, environment)
      } else {
        result = try self.step(step, context, isLast: index == steps.count - 1, environment)
      }
      if tuples == nil {
        if result.isUndefined || result.array?.items.isEmpty == true { break }
        if step.focus == nil { context = result }
      }
    }
    if let tuples { result = node.yieldsTuples ? .array(tuples) : .array(Self.values(of: tuples)) }
    if node.keepsSingleton { result = Self.keepingSingleton(result) }
    guard let group = node.group else { return result }
    return try grouping(group, tuples.map(Value.array) ?? result, environment)
  }

  /// A list as the first context is gone through item by item, unless the path begins with a variable.
  private static func context(_ input: Value, _ steps: [Node]) -> Value {
    if let first = steps.first, case .variable = first.kind { return .array(ValueArray.sequence([input])) }
    return input.array == nil ? .array(ValueArray.sequence([input])) : input
  }

  private static func keepingSingleton(_ result: Value) -> Value {
    guard let array = result.array else { return result }
    // The path constructed the array itself: it is the one item of the result.
    let kept = array.isConstructed && !array.isSequence ? ValueArray.sequence([result]) : array
    if kept === array, !array.isSequence { return result }
    kept.keepsSingleton = true
    return .array(kept)
  }

  private func step(
    _ step: Node, _ context: Value, isLast: Bool, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    if case .sort(let terms) = step.kind {
      let sorted = try sort(terms, context, step.position, environment)
      return step.stages.isEmpty ? .array(sorted) : .array(try staged(step.stages, sorted, environment))
    }
    var found: [Value] = []
    for item in context.array?.items ?? [context] {
      var value = try evaluate(step, item, environment)
      for case .filter(let predicate) in step.stages { value = .array(try filter(predicate, value, environment)) }
      if !value.isUndefined { found.append(value) }
    }
    if isLast, found.count == 1, let array = found[0].array, !array.isSequence { return found[0] }
    let result = ValueArray.sequence()
    for value in found {
      if let array = value.array, !array.isConstructed {
        result.items += array.items
      } else {
        result.items.append(value)
      }
    }
    return .array(result)
  }

  // MARK: Tuples

  private static func tuple(_ value: Value) -> ValueObject {
    let tuple = ValueObject()
    tuple["@"] = value
    return tuple
  }

  private static func tuples(of context: Value) -> ValueArray {
    let stream = ValueArray.sequence((context.array?.items ?? [context]).map { .object(tuple($0)) })
    stream.isTupleStream = true
    return stream
  }

  private static func values(of tuples: ValueArray) -> ValueArray {
    .sequence(tuples.items.map { $0.object?["@"] ?? .undefined })
  }

  private func tupleStep(
    _ step: Node, _ bindings: ValueArray, _ environment: Environment
  ) throws(EvaluationError) -> ValueArray {
    if case .sort(let terms) = step.kind { return try sortedTuples(step, terms, bindings, environment) }
    let result = ValueArray.sequence()
    result.isTupleStream = true
    for case .object(let binding) in bindings.items {
      let value = try evaluate(step, binding["@"], environment.binding(tuple: binding))
      if value.isUndefined { continue }
      let items = value.array?.items ?? [value]
      let isStream = value.array?.isTupleStream ?? false
      for (index, item) in items.enumerated() {
        result.items.append(.object(Self.bound(step, binding, item, index, isStream: isStream)))
      }
    }
    return step.stages.isEmpty ? result : try staged(step.stages, result, environment)
  }

  private static func bound(
    _ step: Node, _ binding: ValueObject, _ item: Value, _ index: Int, isStream: Bool
  ) -> ValueObject {
    let tuple = binding.copy()
    if isStream, let inner = item.object {
      for entry in inner.entries { tuple[entry.name] = entry.value }
      return tuple
    }
    if let focus = step.focus { tuple[focus] = item } else { tuple["@"] = item }
    if let name = step.index { tuple[name] = .number(Double(index)) }
    if let ancestor = step.ancestor { tuple[ancestor.label] = binding["@"] }
    return tuple
  }

  private func sortedTuples(
    _ step: Node, _ terms: [SortTerm], _ bindings: ValueArray, _ environment: Environment
  ) throws(EvaluationError) -> ValueArray {
    let sorted = try sort(terms, .array(bindings), step.position, environment)
    sorted.isTupleStream = true
    if let name = step.index {
      for (index, item) in sorted.items.enumerated() { item.object?[name] = .number(Double(index)) }
    }
    return step.stages.isEmpty ? sorted : try staged(step.stages, sorted, environment)
  }

  private func staged(
    _ stages: [Node.Stage], _ input: ValueArray, _ environment: Environment
  ) throws(EvaluationError) -> ValueArray {
    var result = input
    for stage in stages {
      switch stage {
      case .filter(let predicate): result = try filter(predicate, .array(result), environment)
      case .index(let name):
        for (index, item) in result.items.enumerated() { item.object?[name] = .number(Double(index)) }
      }
    }
    return result
  }

  // MARK: Order

  private func sort(
    _ terms: [SortTerm], _ input: Value, _ position: Int, _ environment: Environment
  ) throws(EvaluationError) -> ValueArray {
    let items = input.array?.items ?? [input]
    let isStream = input.array?.isTupleStream ?? false
    var keyed: [(item: Value, keys: [Value])] = []
    for item in items {
      let tuple = isStream ? item.object : nil
      let scope = tuple.map { environment.binding(tuple: $0) } ?? environment
      var keys: [Value] = []
      for term in terms { keys.append(try evaluate(term.expression, tuple?["@"] ?? item, scope)) }
      keyed.append((item, keys))
    }
    let sorted = try MergeSort.sorted(keyed) { first, second throws(EvaluationError) in
      try Self.comesAfter(first.keys, second.keys, terms, position)
    }
    let result = ValueArray.sequence(sorted.map(\.item))
    result.isTupleStream = isStream
    return result
  }

  private static func comesAfter(
    _ first: [Value], _ second: [Value], _ terms: [SortTerm], _ position: Int
  ) throws(EvaluationError) -> Bool {
    for (index, term) in terms.enumerated() {
      let order = try order(first[index], second[index], term, position)
      if order != 0 { return (order > 0) != term.isDescending }
    }
    return false
  }

  /// -1, 0 or 1; nothing comes last whatever the direction.
  private static func order(
    _ first: Value, _ second: Value, _ term: SortTerm, _ position: Int
  ) throws(EvaluationError) -> Int {
    let last = term.isDescending ? -1 : 1
    switch (first, second) {
    case (.undefined, .undefined): return 0
    case (.undefined, _): return last
    case (_, .undefined): return -last
    case (.number(let a), .number(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.string(let a), .string(let b)): return Value.precedes(a, b) ? -1 : Value.precedes(b, a) ? 1 : 0
    case (.number, .string), (.string, .number):
      throw EvaluationError("T2007", "an order needs values of one type", position: position)
    default:
      throw EvaluationError("T2008", "an order is made of numbers or texts", position: position)
    }
  }

  // MARK: Grouping

  /// An object whose values gather what falls under each key.
  func grouping(
    _ pairs: [(key: Node, value: Node)], _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    let isStream = input.array?.isTupleStream ?? false
    var items = input.array?.items ?? (input.isUndefined ? [] : [input])
    // An object constructor makes its object also of nothing.
    if items.isEmpty { items = [.undefined] }
    var order: [ExactText] = []
    var groups: [ExactText: (data: Value, pair: Int)] = [:]
    for item in items {
      let tuple = isStream ? item.object : nil
      let scope = tuple.map { environment.binding(tuple: $0) } ?? environment
      for (index, pair) in pairs.enumerated() {
        let key = try evaluate(pair.key, tuple?["@"] ?? item, scope)
        if key.isUndefined { continue }
        guard let name = key.string.map(ExactText.init) else {
          throw EvaluationError("T1003", "a key of an object must be a text", position: pair.key.position)
        }
        guard let group = groups[name] else {
          groups[name] = (item, index)
          order.append(name)
          continue
        }
        guard group.pair == index else {
          throw EvaluationError(
            "D1009", "two keys of the object are both “\(name.text)”", position: pair.key.position, token: name.text)
        }
        groups[name] = (Value.appended(group.data, item), index)
      }
    }
    return try gathered(order, groups, pairs, isStream: isStream, environment)
  }

  private func gathered(
    _ order: [ExactText], _ groups: [ExactText: (data: Value, pair: Int)], _ pairs: [(key: Node, value: Node)],
    isStream: Bool, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    let result = ValueObject()
    for name in order {
      guard let group = groups[name] else { continue }
      var context = group.data
      var scope = environment
      if isStream {
        let tuple = Self.merged(group.data)
        context = tuple["@"]
        tuple.remove("@")
        scope = environment.binding(tuple: tuple)
      }
      let value = try evaluate(pairs[group.pair].value, context, scope)
      if !value.isUndefined { result[name.text] = value }
    }
    return .object(result)
  }

  /// The tuples of a group as one, whose bindings hold what each of them held.
  private static func merged(_ data: Value) -> ValueObject {
    let tuples = (data.array?.items ?? [data]).compactMap(\.object)
    guard let first = tuples.first else { return ValueObject() }
    let result = first.copy()
    for tuple in tuples.dropFirst() {
      for entry in tuple.entries { result[entry.name] = Value.appended(result[entry.name], entry.value) }
    }
    return result
  }
}
