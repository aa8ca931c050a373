import Foundation
import JSON
import JSONata

/// What the fields of one state can see at one moment, and how they are filled in.
struct DataView {
  /// For paths.
  var scope: PathScope
  let language: QueryLanguage
  /// `$states.input`
  var input: JSONValue
  /// `$states.result`
  var result: JSONValue?
  /// `$states.errorOutput`
  var errorOutput: JSONValue?
  let now: Date

  // MARK: Templates

  /// - Parameter field: the field's name, for messages.
  func value(_ template: Template, _ field: String, _ random: inout RandomSource) throws(DataFailure) -> JSONValue {
    switch template {
    case .constant(let value): return value
    case .path(let path): return try value(path, field)
    case .call(let call): return try value(call, field, &random)
    case .query(let query): return try value(query, field, &random)
    case .array(let items):
      var values: [JSONValue] = []
      values.reserveCapacity(items.count)
      for (index, item) in items.enumerated() { values.append(try value(item, "\(field)[\(index)]", &random)) }
      return .array(values)
    case .object(let entries):
      var object = JSONObject()
      for entry in entries {
        object[entry.name] = try value(entry.value, Self.inside(field, entry.name, language), &random)
      }
      return .object(object)
    }
  }

  /// JSONPath's messages name the entry, JSONata's the way to it.
  private static func inside(_ field: String, _ name: String, _ language: QueryLanguage) -> String {
    language == .jsonata ? "\(field)/\(name)" : "\(name).$"
  }

  private func value(_ path: JSONPath, _ field: String) throws(DataFailure) -> JSONValue {
    if let value = path.value(in: scope) { return value }
    throw DataFailure(
      error: "States.ParameterPathFailure",
      message: "The JSONPath '\(path.text)' specified for the field '\(field)' could not be found in the input "
        + "'\(scope.value.excerpt)'")
  }

  private func value(
    _ call: IntrinsicCall, _ field: String, _ random: inout RandomSource
  ) throws(DataFailure) -> JSONValue {
    do throws(CallFailure) {
      return try call.value(in: scope, &random)
    } catch {
      throw DataFailure(
        error: error.path == nil ? "States.IntrinsicFailure" : "States.ParameterPathFailure",
        message: "The function of the field '\(field)' failed: \(error.message)")
    }
  }

  // MARK: Expressions

  func value(_ query: Query, _ field: String, _ random: inout RandomSource) throws(DataFailure) -> JSONValue {
    let found: JSONValue?
    do throws(EvaluationError) {
      found = try query.expression.evaluate(
        nil, bindings: bindings(query), dialect: .stepFunctions, limits: scope.context.execution.limits.expressions,
        now: now,
        seed: random.next())
    } catch {
      throw .query(
        "The JSONata expression '\(query.text)' specified for the field '\(field)' threw an error during evaluation. "
          + "\(error.code): \(error.message)", at: field)
    }
    if let found { return found }
    throw .query(
      "The JSONata expression '\(query.text)' specified for the field '\(field)' returned nothing (undefined).",
      at: field)
  }

  private func bindings(_ query: Query) -> [(name: String, value: JSONValue)] {
    var bindings: [(name: String, value: JSONValue)] = []
    for name in query.names where name != "states" {
      if let value = scope.variables[name] { bindings.append((name, value)) }
    }
    if query.names.contains("states") { bindings.append(("states", states(query))) }
    return bindings
  }

  private func states(_ query: Query) -> JSONValue {
    var states: JSONObject = ["input": input]
    if let result { states["result"] = result }
    if let errorOutput { states["errorOutput"] = errorOutput }
    if query.asksForContext { states["context"] = scope.context.json }
    return .object(states)
  }
}

extension JSONValue {
  /// The value for a message, cut where it is long.
  var excerpt: String {
    let text = text
    return text.utf8.count <= 2000 ? text : String(text.prefix(2000)) + "…"
  }
}
