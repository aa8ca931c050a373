extension Library {
  mutating func defineHigherOrder() {
    define("map", "<af>") { call, arguments throws(EvaluationError) in
      guard let array = arguments.at(0).array, let function = arguments.at(1).function else { return .undefined }
      let result = ValueArray.sequence()
      for (index, item) in array.items.enumerated() {
        let value = try call.evaluator.apply(
          function, upTo: [item, .number(Double(index)), arguments[0]], in: call)
        if !value.isUndefined { result.items.append(value) }
      }
      return .array(result)
    }
    define("filter", "<af>") { call, arguments throws(EvaluationError) in
      guard let array = arguments.at(0).array, let function = arguments.at(1).function else { return .undefined }
      let result = ValueArray.sequence()
      for (index, item) in array.items.enumerated() {
        let verdict = try call.evaluator.apply(
          function, upTo: [item, .number(Double(index)), arguments[0]], in: call)
        if verdict.isTrue { result.items.append(item) }
      }
      return .array(result)
    }
    define("single", "<af?>") { call, arguments throws(EvaluationError) in try HigherOrder.single(arguments, call) }
    define("reduce", "<afj?:j>") { call, arguments throws(EvaluationError) in try HigherOrder.reduce(arguments, call) }
    define("each", "<o-f:a>") { call, arguments throws(EvaluationError) in
      guard let object = arguments.at(0).object, let function = arguments.at(1).function else { return .undefined }
      let result = ValueArray.sequence()
      for entry in object.entries {
        let value = try call.evaluator.apply(
          function, upTo: [entry.value, .string(entry.name), arguments[0]], in: call)
        if !value.isUndefined { result.items.append(value) }
      }
      return .array(result)
    }
    define("sift", "<o-f?:o>") { call, arguments throws(EvaluationError) in
      guard let object = arguments.at(0).object, let function = arguments.at(1).function else { return .undefined }
      let result = ValueObject()
      for entry in object.entries {
        let verdict = try call.evaluator.apply(
          function, upTo: [entry.value, .string(entry.name), arguments[0]], in: call)
        if verdict.isTrue { result[entry.name] = entry.value }
      }
      return result.count == 0 ? .undefined : .object(result)
    }
  }
}

enum HigherOrder {
  /// The one item of a list, or the one that a function is true for.
  static func single(_ arguments: [Value], _ call: Function.Call) throws(EvaluationError) -> Value {
    guard let items = arguments.at(0).array?.items else { return .undefined }
    var found: Value?
    for (index, item) in items.enumerated() {
      if let function = arguments.at(1).function {
        let verdict = try call.evaluator.apply(
          function, upTo: [item, .number(Double(index)), arguments[0]], in: call)
        if !verdict.isTrue { continue }
      }
      guard found == nil else {
        throw EvaluationError("D3138", "$single finds more than one item", token: "single")
      }
      found = item
    }
    guard let found else { throw EvaluationError("D3139", "$single finds no item", token: "single") }
    return found
  }

  static func reduce(_ arguments: [Value], _ call: Function.Call) throws(EvaluationError) -> Value {
    guard let items = arguments.at(0).array?.items, let function = arguments.at(1).function else { return .undefined }
    guard function.arity >= 2 else {
      throw EvaluationError("D3050", "the function of $reduce takes two arguments at least", token: "reduce")
    }
    var rest = items[...]
    var result = arguments.at(2)
    if result.isUndefined, let first = rest.popFirst() { result = first }
    for index in rest.indices {
      result = try call.evaluator.apply(
        function, upTo: [result, items[index], .number(Double(index)), arguments[0]], in: call)
    }
    return result
  }
}
