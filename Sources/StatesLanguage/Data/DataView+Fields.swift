import Clocks
import JSON

/// Fields of one kind each.
extension DataView {
  // MARK: Paths

  func selected(_ selection: DataFlow.Selection, from value: JSONValue, _ field: String) throws(DataFailure)
    -> JSONValue
  {
    switch selection {
    case .whole: return value
    case .nothing: return [:]
    case .path(let path):
      var scope = scope
      scope.value = value
      if let found = path.value(in: scope) { return found }
      throw .runtime("Invalid path '\(path.text)' of \(field): no results for the path")
    }
  }

  /// Puts a result into the raw input.
  static func place(_ result: JSONValue, _ placing: DataFlow.Placing, into input: JSONValue) throws(DataFailure)
    -> JSONValue
  {
    switch placing {
    case .replace: return result
    case .discard: return input
    case .at(let path):
      guard let placed = placed(result, path.segments[...], in: input) else {
        throw DataFailure(
          error: "States.ResultPathMatchFailure",
          message: "Unable to apply ReferencePath \(path.text) to input \(input.excerpt)")
      }
      return placed
    }
  }

  private static func placed(
    _ result: JSONValue, _ path: ArraySlice<JSONPath.Segment>, in value: JSONValue?
  ) -> JSONValue? {
    switch path.first {
    case nil: return result
    case .name(let name)?:
      var object = JSONObject()
      if let value {
        guard let existing = value.objectValue else { return nil }
        object = existing
      }
      guard let inner = placed(result, path.dropFirst(), in: object[name]) else { return nil }
      object[name] = inner
      return .object(object)
    case .index(let index)?:
      guard var items = value?.arrayValue, items.indices.contains(index),
        let inner = placed(result, path.dropFirst(), in: items[index])
      else { return nil }
      items[index] = inner
      return .array(items)
    default: return nil
    }
  }

  // MARK: Numbers and texts

  func number(_ quantity: Quantity, _ field: String, _ random: inout RandomSource) throws(DataFailure) -> Double {
    switch quantity {
    case .number(let number): return number
    case .path(let path):
      guard let number = path.value(in: scope)?.doubleValue else {
        throw .runtime("The \(field)Path parameter '\(path.text)' does not lead to a number")
      }
      return number
    case .query(let query):
      let value = try value(query, field, &random)
      guard let number = value.doubleValue else { throw unexpected(query, field, "number", value) }
      return number
    }
  }

  /// A whole number within bounds.
  func whole(
    _ quantity: Quantity, _ field: String, in bounds: ClosedRange<Int>, _ random: inout RandomSource
  ) throws(DataFailure) -> Int {
    let number = try number(quantity, field, &random)
    if number == number.rounded(), let whole = Int(exactly: number), bounds.contains(whole) { return whole }
    let message =
      "The value of the field '\(field)' is \(number.text), and it must be a whole number from "
      + "\(bounds.lowerBound) to \(bounds.upperBound)"
    throw language == .jsonata ? .query(message, at: field) : .runtime(message)
  }

  func text(_ wording: Wording, _ field: String, _ random: inout RandomSource) throws(DataFailure) -> String {
    guard case .template(let template) = wording else {
      if case .text(let text) = wording { return text }
      return ""
    }
    let value: JSONValue
    do throws(DataFailure) {
      value = try self.value(template, field, &random)
    } catch {
      // A path of a field, and no payload template: States.Runtime.
      guard error.error == "States.ParameterPathFailure" else { throw error }
      throw .runtime(error.message)
    }
    if let text = value.stringValue { return text }
    if case .query(let query) = template { throw unexpected(query, field, "string", value) }
    throw .runtime("The value of the field '\(field)' is no text: \(value.excerpt)")
  }

  func unexpected(_ query: Query, _ field: String, _ wanted: String, _ value: JSONValue) -> DataFailure {
    .query(
      "The JSONata expression '\(query.text)' specified for the field '\(field)' returned an unexpected result type. "
        + "Expected '\(wanted)', but was '\(value.typeName)' for value: \(value.excerpt)", at: field)
  }
}

extension Double {
  fileprivate var text: String { JSONValue.double(self).text }
}

extension JSONValue {
  /// As JSON calls it.
  var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
