import Foundation
import JSON

/// Paths and calls of JSONPath states, tried out without a machine.
package enum Trial {
  package struct Failure: Error, Sendable {
    /// An error's name of the States Language.
    package let error: String
    package let message: String
  }

  /// What a path (`$.orders[0]`, `$rate`, `$$.State.Name`) or a call (`States.Format(…)`) gives.
  ///
  /// - Parameter bindings: variables, without their dollar.
  package static func value(
    of text: String, input: JSONValue, bindings: [(name: String, value: JSONValue)], now: Date, seed: UInt64
  ) throws(Failure) -> JSONValue {
    let template = try template(text)
    var variables = Variables()
    variables.assign(bindings.map { ($0.name, $0.value) })
    let execution = ExecutionConstants(
      facts: ExecutionFacts(name: "trial", machine: "trial"), input: input, startTime: now, limits: ExecutionLimits())
    let context = ContextObject(execution: execution, state: "Trial", enteredTime: now, retryCount: 0)
    let view = DataView(
      scope: PathScope(value: input, context: context, variables: variables), language: .jsonPath, input: input,
      now: now)
    var random = RandomSource(seed: seed)
    do throws(DataFailure) {
      return try view.value(template, "expression", &random)
    } catch {
      throw Failure(error: error.error, message: error.message)
    }
  }

  private static func template(_ text: String) throws(Failure) -> Template {
    do throws(PathError) {
      return text.hasPrefix("$") ? .path(try JSONPath(parsing: text)) : .call(try IntrinsicCall(parsing: text))
    } catch {
      throw Failure(error: "States.Runtime", message: error.description)
    }
  }
}
