extension Evaluator {
  /// - Parameter leading: arguments that come before those written.
  func call(
    _ node: Node, _ function: Node, _ arguments: [Node], _ leading: [Value], _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    let called = try evaluate(function, input, environment)
    let name = Self.name(function)
    if called.isUndefined, let steps = function.steps, let name, steps.count >= 1,
      !environment.value(of: name).isUndefined
    {
      throw EvaluationError(
        "T1005", "“\(name)” is no function here; $\(name) is", position: node.position, token: name)
    }
    var values = leading
    for argument in arguments { values.append(try evaluate(argument, input, environment)) }
    guard let callee = called.function else {
      throw EvaluationError("T1006", "what is called is no function", position: node.position, token: name)
    }
    do {
      return try apply(callee, values, input, environment)
    } catch {
      var error = error
      if error.position == nil { error.position = node.position }
      if error.token == nil { error.token = name }
      throw error
    }
  }

  private static func name(_ function: Node) -> String? {
    switch function.kind {
    case .variable(let name), .name(let name): name
    case .path(let steps): steps.first.flatMap(name)
    default: nil
    }
  }

  /// Calls a function, and then each call that it left to be made.
  func apply(
    _ function: Function, _ arguments: [Value], _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    var result = try applyOnce(function, arguments, input, environment)
    while case .function(let next) = result, case .lambda(let lambda) = next.body, lambda.isTailCall,
      case .call(let callee, let parameters) = lambda.body.kind
    {
      try checkTime()
      let called = try evaluate(callee, lambda.input, lambda.environment)
      guard let target = called.function else {
        throw EvaluationError(
          "T1006", "what is called is no function", position: lambda.body.position, token: Self.name(callee))
      }
      var values: [Value] = []
      for parameter in parameters { values.append(try evaluate(parameter, lambda.input, lambda.environment)) }
      do {
        result = try applyOnce(target, values, input, environment)
      } catch {
        var error = error
        if error.position == nil { error.position = lambda.body.position }
        if error.token == nil { error.token = Self.name(callee) }
        throw error
      }
    }
    return result
  }

  private func applyOnce(
    _ function: Function, _ arguments: [Value], _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    let values = try function.signature?.validated(arguments, context: input) ?? arguments
    switch function.body {
    case .native(let body):
      return try body(Function.Call(evaluator: self, input: input, environment: environment), values)
    case .lambda(let lambda): return try apply(lambda, values)
    case .pattern(let pattern): return try Patterns.match(pattern, values, self)
    }
  }

  private func apply(_ lambda: Lambda, _ arguments: [Value]) throws(EvaluationError) -> Value {
    let scope = Environment(enclosing: lambda.environment)
    for (index, parameter) in lambda.parameters.enumerated() {
      scope.bind(parameter, index < arguments.count ? arguments[index] : .undefined)
    }
    return try evaluate(lambda.body, lambda.input, scope)
  }

  /// A function that waits for the arguments where `?` stands.
  func partialCall(
    _ node: Node, _ function: Node, _ arguments: [Node], _ input: Value, _ environment: Environment
  ) throws(EvaluationError) -> Value {
    var given: [Value?] = []
    for argument in arguments {
      if case .placeholder = argument.kind {
        given.append(nil)
      } else {
        given.append(try evaluate(argument, input, environment))
      }
    }
    let called = try evaluate(function, input, environment)
    let name = Self.name(function)
    if called.isUndefined, function.steps != nil, let name, !environment.value(of: name).isUndefined {
      throw EvaluationError(
        "T1007", "“\(name)” is no function here; $\(name) is", position: node.position, token: name)
    }
    guard let callee = called.function else {
      throw EvaluationError("T1008", "what is called is no function", position: node.position, token: name)
    }
    let places = given
    return .function(
      Function(
        .native { call, later throws(EvaluationError) in
          var rest = later[...]
          let values = places.map { place in place ?? rest.popFirst() ?? .undefined }
          return try call.evaluator.apply(callee, values, call.input, call.environment)
        }, arity: places.count { $0 == nil }))
  }

  /// Calls a function with as many of some arguments as it takes.
  func apply(
    _ function: Function, upTo arguments: [Value], in call: Function.Call
  ) throws(EvaluationError) -> Value {
    let count = max(1, min(function.arity, arguments.count))
    return try apply(function, Array(arguments.prefix(count)), call.input, call.environment)
  }

  /// `| pattern | update, delete |`: a function that gives a copy of its argument with what the pattern finds changed.
  func transform(
    _ pattern: Node, _ update: Node, _ delete: Node?, _ position: Int, _ environment: Environment
  ) -> Value {
    let signature = try? Signature(parsing: "<(oa):o>")  // a constant that the tests read
    return .function(
      Function(
        .native { call, arguments throws(EvaluationError) in
          guard let argument = arguments.first, !argument.isUndefined else { return .undefined }
          let copy = argument.deepCopy
          let found = try call.evaluator.evaluate(pattern, copy, environment)
          for match in found.array?.items ?? (found.isUndefined ? [] : [found]) {
            try call.evaluator.change(match, update, delete, environment)
          }
          return copy
        }, signature: signature, arity: 1))
  }

  private func change(
    _ match: Value, _ update: Node, _ delete: Node?, _ environment: Environment
  ) throws(EvaluationError) {
    let changes = try evaluate(update, match, environment)
    if !changes.isUndefined {
      guard let object = changes.object else {
        throw EvaluationError("T2011", "a transform updates with an object", position: update.position)
      }
      for entry in object.entries { match.object?[entry.name] = entry.value }
    }
    guard let delete else { return }
    let removed = try evaluate(delete, match, environment)
    if removed.isUndefined { return }
    let names = removed.array?.items ?? [removed]
    guard names.allSatisfy({ $0.string != nil }) else {
      throw EvaluationError("T2012", "a transform deletes a name or a list of names", position: delete.position)
    }
    for name in names { match.object?.remove(name.string ?? "") }
  }
}

extension Value {
  /// The same content in objects and arrays of its own.
  var deepCopy: Value {
    switch self {
    case .array(let array): return .array(of: array.items.map(\.deepCopy))
    case .object(let object):
      let copy = ValueObject()
      for entry in object.entries { copy[entry.name] = entry.value.deepCopy }
      return .object(copy)
    default: return self
    }
  }
}
