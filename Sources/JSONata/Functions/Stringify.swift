import JSON

/// Values as text: texts as they are, everything else as JSON with numbers of 15 significant digits.
enum Stringify {
  static func text(_ value: Value, isPretty: Bool = false) -> String? {
    switch value {
    case .undefined: nil
    case .string(let text): text
    case .function: ""
    case .number(let number): NumberText.text(NumberText.rounded(number))
    default: isPretty ? json(value).prettyText : json(value).text
    }
  }

  /// - Throws: `D3001` for a number that is none.
  static func checked(_ value: Value, isPretty: Bool = false) throws(EvaluationError) -> String {
    if let number = value.number, !number.isFinite {
      throw EvaluationError("D3001", "a number out of range has no text")
    }
    guard isFinite(value) else { throw EvaluationError("D1001", "a number is out of range") }
    return text(value, isPretty: isPretty) ?? ""
  }

  private static func isFinite(_ value: Value) -> Bool {
    switch value {
    case .number(let number): number.isFinite
    case .array(let array): array.items.allSatisfy(isFinite)
    case .object(let object): object.entries.allSatisfy { isFinite($0.value) }
    default: true
    }
  }

  private static func json(_ value: Value) -> JSONValue {
    switch value {
    case .undefined, .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let number): NumberText.json(NumberText.rounded(number))
    case .string(let text): .string(text)
    case .function: .string("")
    case .array(let array): .array(array.items.map(json))
    case .object(let object):
      .object(JSONObject(object.entries.filter { !$0.value.isUndefined }.map { ($0.name, json($0.value)) }))
    }
  }
}
