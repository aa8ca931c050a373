import Foundation
import JSON

/// A JSONata expression (version 2.0.6), read once and evaluated over any number of inputs.
///
/// Evaluating calls itself as deeply as the expression does: run it where there is stack for that (`DeepStack`).
package struct JSONataExpression {
  private let root: Node

  /// - Throws: `EvaluationError` with an `S…` code and the place.
  package init(_ text: String) throws(EvaluationError) {
    var parser = try Parser(text)
    root = try TreeOrder.ordered(try parser.expression())
  }

  /// Which functions an expression may call.
  package enum Dialect: Sendable {
    /// The reference implementation's.
    case standard
    /// Step Functions': no `$eval`, and six functions more.
    case stepFunctions
    /// Both, for trying an expression out.
    case trial

    var library: Library {
      switch self {
      case .standard: .standard
      case .stepFunctions: .stepFunctions
      case .trial: .trial
      }
    }

    var scope: Environment {
      switch self {
      case .standard: Library.standardScope
      case .stepFunctions: Library.stepFunctionsScope
      case .trial: Library.trialScope
      }
    }
  }

  /// The result; nil for nothing, which is no null.
  ///
  /// - Parameters:
  ///   - input: nil for no input at all.
  ///   - bindings: variables, without their dollar.
  ///   - now: what `$now()` and `$millis()` tell.
  ///   - seed: decides on random numbers, so that an evaluation can be done again; nil: chance does.
  package func evaluate(
    _ input: JSONValue?, bindings: [(name: String, value: JSONValue)] = [], dialect: Dialect = .standard,
    limits: EvaluationLimits = EvaluationLimits(), now: Date = Date(), seed: UInt64? = nil
  ) throws(EvaluationError) -> JSONValue? {
    let environment = Environment(enclosing: dialect.scope)
    for (name, value) in bindings { environment.bind(name, Value(value)) }
    var root = input.map(Value.init) ?? .undefined
    environment.bind("$", root)
    if let array = root.array {
      // A list as input is one context, not many.
      let wrapper = ValueArray.sequence([.array(array)])
      wrapper.isOuterWrapper = true
      root = .array(wrapper)
    }
    let evaluator = Evaluator(limits: limits, now: now, library: dialect.library, seed: seed)
    return try evaluator.evaluate(self.root, root, environment).json
  }
}
