/// The functions an expression may call, by name.
struct Library {
  private(set) var functions: [(name: String, function: Function)] = []

  typealias Body = (Function.Call, [Value]) throws(EvaluationError) -> Value

  /// - Parameter signature: as in `Signature`; every one is read by a test.
  mutating func define(_ name: String, _ signature: String, _ body: @escaping Body) {
    do {
      let signature = try Signature(parsing: signature)
      functions.append((name, Function(.native(body), signature: signature, arity: signature.parameters.count)))
    } catch {
      assertionFailure("the signature of $\(name): \(error)")
    }
  }

  /// The library of JSONata 2.0.6.
  nonisolated(unsafe) static let standard: Library = {  // never changed once made; functions hold no evaluation's state
    var library = Library()
    library.defineTexts()
    library.defineNumbers()
    library.defineLists()
    library.defineObjects()
    library.defineHigherOrder()
    library.defineTimes()
    library.defineEvaluation()
    return library
  }()

  /// What Step Functions offers: the standard without `$eval`, and six functions of its own.
  nonisolated(unsafe) static let trial: Library = {  // as above
    var library = standard
    library.functions.removeAll { $0.name == "random" }
    library.defineStepFunctions()
    return library
  }()

  nonisolated(unsafe) static let stepFunctions: Library = {  // as above
    var library = standard
    library.functions.removeAll { $0.name == "eval" || $0.name == "random" }
    library.defineStepFunctions()
    return library
  }()
}

extension Library {
  /// What an evaluation sees around its own variables. Made once: sixty bindings took longer than a small expression.
  func makeScope() -> Environment {
    let scope = Environment()
    for (name, function) in functions { scope.bind(name, .function(function)) }
    return scope
  }

  nonisolated(unsafe) static let standardScope = standard.makeScope()  // evaluations bind in scopes of their own only
  nonisolated(unsafe) static let trialScope = trial.makeScope()  // as above
  nonisolated(unsafe) static let stepFunctionsScope = stepFunctions.makeScope()  // as above
}

extension Array where Element == Value {
  /// The value at a place; nothing beyond the end.
  func at(_ index: Int) -> Value { index < count ? self[index] : .undefined }
}
