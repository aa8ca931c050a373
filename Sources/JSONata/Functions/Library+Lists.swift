extension Library {
  mutating func defineLists() {
    defineAggregates()
    define("append", "<xx:a>") { _, arguments in Value.appended(arguments.at(0), arguments.at(1)) }
    define("reverse", "<a:a>") { _, arguments in
      guard let items = arguments.at(0).array?.items else { return .undefined }
      return items.count <= 1 ? arguments[0] : .array(of: items.reversed())
    }
    define("shuffle", "<a:a>") { call, arguments in
      guard let items = arguments.at(0).array?.items else { return .undefined }
      return items.count <= 1 ? arguments[0] : .array(of: items.shuffled(using: &call.evaluator.random))
    }
    define("distinct", "<x:x>") { call, arguments throws(EvaluationError) in
      guard let array = arguments.at(0).array, array.items.count > 1 else { return arguments.at(0) }
      let result = array.isSequence ? ValueArray.sequence() : ValueArray()
      var scalars: Set<ScalarKey> = []
      var others: [Value] = []
      for item in array.items {
        try call.evaluator.checkTime()
        if let key = ScalarKey(item) {
          if scalars.insert(key).inserted { result.items.append(item) }
        } else if !others.contains(where: { $0.equals(item) }) {
          others.append(item)
          result.items.append(item)
        }
      }
      return .array(result)
    }
    define("zip", "<a+>") { _, arguments in
      let lists = arguments.map { $0.array?.items ?? [] }
      let count = lists.map(\.count).min() ?? 0
      return .array(of: (0..<count).map { place in .array(of: lists.map { $0[place] }) })
    }
    define("sort", "<af?:a>") { call, arguments throws(EvaluationError) in try Lists.sorted(arguments, call) }
  }

  private mutating func defineAggregates() {
    define("count", "<a:n>") { _, arguments in .number(Double(arguments.at(0).array?.items.count ?? 0)) }
    defineAggregate("sum") { $0.reduce(0, +) }
    defineAggregate("max") { $0.max() }
    defineAggregate("min") { $0.min() }
    defineAggregate("average") { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) }
  }

  private mutating func defineAggregate(_ name: String, _ aggregate: @escaping ([Double]) -> Double?) {
    define(name, "<a<n>:n>") { _, arguments in
      guard let items = arguments.at(0).array?.items else { return .undefined }
      return aggregate(items.compactMap(\.number)).map(Value.number) ?? .undefined
    }
  }
}

enum Lists {
  static func sorted(_ arguments: [Value], _ call: Function.Call) throws(EvaluationError) -> Value {
    guard let items = arguments.at(0).array?.items else { return .undefined }
    guard items.count > 1 else { return arguments[0] }
    let function = arguments.at(1).function
    if function == nil {
      let isUniform = items.allSatisfy { $0.number != nil } || items.allSatisfy { $0.string != nil }
      guard isUniform else {
        throw EvaluationError("D3070", "$sort without a function sorts numbers or texts", token: "sort")
      }
    }
    return .array(
      of: try MergeSort.sorted(items) { first, second throws(EvaluationError) in
        guard let function else { return comesAfter(first, second) }
        return try call.evaluator.apply(function, [first, second], call.input, call.environment).isTrue
      })
  }

  private static func comesAfter(_ first: Value, _ second: Value) -> Bool {
    if let a = first.number, let b = second.number { return a > b }
    return Value.precedes(second.string ?? "", first.string ?? "")
  }
}

/// A value that is neither array nor object nor function, for sets.
private enum ScalarKey: Hashable {
  case undefined, null
  case bool(Bool)
  case number(Double)
  case string(ExactText)

  init?(_ value: Value) {
    switch value {
    case .undefined: self = .undefined
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .number(let number): self = .number(number)
    case .string(let text): self = .string(ExactText(text))
    case .array, .object, .function: return nil
    }
  }
}
