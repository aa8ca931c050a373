extension Signature {
  /// The arguments as the function wants them: the context where one was left out, single values as lists where lists
  /// are wanted.
  func validated(_ arguments: [Value], context: Value) throws(EvaluationError) -> [Value] {
    let types = arguments.map(Self.letter)
    guard let counts = matched(types[...], parameters[...]) else { throw mismatch(types) }
    var result: [Value] = []
    var at = 0
    for (parameter, count) in zip(parameters, counts) {
      if count == 0 {
        result.append(try missing(parameter, context, argument: at < arguments.count ? arguments[at] : .undefined, at))
        if parameter.contextTypes == nil { at += 1 }
        continue
      }
      for _ in 0..<count {
        result.append(try checked(arguments[at], types[at], parameter, at))
        at += 1
      }
    }
    return result
  }

  static func letter(_ value: Value) -> Character {
    switch value {
    case .undefined: "m"
    case .null: "l"
    case .bool: "b"
    case .number: "n"
    case .string: "s"
    case .array: "a"
    case .object: "o"
    case .function: "f"
    }
  }

  /// How many arguments each parameter takes, the first as many as it can; nil where they do not fit.
  private func matched(_ types: ArraySlice<Character>, _ rest: ArraySlice<Parameter>) -> [Int]? {
    guard let parameter = rest.first else { return types.isEmpty ? [] : nil }
    let run = types.prefix(parameter.isRepeated ? types.count : 1).prefix { parameter.types.contains($0) }.count
    let least = parameter.isOptional ? 0 : 1
    var count = run
    while count >= least {
      if let others = matched(types.dropFirst(count), rest.dropFirst()) { return [count] + others }
      count -= 1
    }
    return nil
  }

  private func missing(
    _ parameter: Parameter, _ context: Value, argument: Value, _ at: Int
  ) throws(EvaluationError) -> Value {
    guard let types = parameter.contextTypes else { return argument }
    guard types.contains(Self.letter(context)) else {
      throw EvaluationError("T0411", "the context is no value for argument \(at + 1)", token: nil)
    }
    return context
  }

  private func checked(
    _ argument: Value, _ type: Character, _ parameter: Parameter, _ at: Int
  ) throws(EvaluationError) -> Value {
    guard parameter.isArray else { return argument }
    guard type != "m" else { return .undefined }
    if let subtype = parameter.subtype {
      let items = argument.array?.items ?? [argument]
      guard items.allSatisfy({ Self.letter($0) == subtype }) || argument.array != nil && items.isEmpty else {
        throw EvaluationError("T0412", "argument \(at + 1) must be a list of \(Self.word(subtype))")
      }
    }
    return argument.array == nil ? .array(of: [argument]) : argument
  }

  private func mismatch(_ types: [Character]) -> EvaluationError {
    var good = 0
    for count in 1...max(parameters.count, 1) {
      guard let taken = longest(types[...], parameters.prefix(count)) else { break }
      good = taken
    }
    return EvaluationError("T0410", "argument \(good + 1) does not fit the function")
  }

  /// How many arguments some parameters take where more may follow.
  private func longest(_ types: ArraySlice<Character>, _ parameters: ArraySlice<Parameter>) -> Int? {
    (0...types.count).reversed().first { matched(types.prefix($0), parameters) != nil }
  }

  private static func word(_ type: Character) -> String {
    switch type {
    case "s": "texts"
    case "n": "numbers"
    case "b": "booleans"
    case "o": "objects"
    case "f": "functions"
    default: "its type"
    }
  }
}
