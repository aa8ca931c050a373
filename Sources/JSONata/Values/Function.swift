/// What can be called: a function of the library, one written in the expression, or a pattern.
final class Function {
  enum Body {
    /// Arguments are as the signature left them.
    case native((_ call: Call, _ arguments: [Value]) throws(EvaluationError) -> Value)
    case lambda(Lambda)
    case pattern(Pattern)
  }

  /// Where a function is called: what it may ask.
  struct Call {
    let evaluator: Evaluator
    let input: Value
    let environment: Environment
  }

  let body: Body
  let signature: Signature?
  /// How many arguments it takes: higher-order functions pass no more.
  let arity: Int

  init(_ body: Body, signature: Signature? = nil, arity: Int) {
    (self.body, self.signature, self.arity) = (body, signature, arity)
  }
}

/// A function written in an expression, with what it saw where it was written.
struct Lambda {
  let parameters: [String]
  let body: Node
  let input: Value
  let environment: Environment
  /// A call in the place of a result, made by whoever gets it, so that calls at the end of a function need no stack.
  var isTailCall = false
}
