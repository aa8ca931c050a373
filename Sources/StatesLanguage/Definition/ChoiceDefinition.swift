import JSON

/// The rules of a Choice.
package struct ChoiceDefinition {
  package let rules: [ChoiceRule]
  package let otherwise: Int?

  init(_ node: LocatedJSON, _ language: QueryLanguage, _ places: [String: Int]) {
    rules = (node["Choices"]?.items ?? []).map { ChoiceRule($0, language, places) }
    otherwise = node["Default"]?.string.flatMap { places[$0] }
  }
}

package struct ChoiceRule {
  let condition: Condition
  package let next: Int
  let assign: Template?
  let output: Template?
  /// In a few words, for drawings.
  package let words: String

  indirect enum Condition {
    case and([Condition])
    case or([Condition])
    case not(Condition)
    case test(JSONPath, String, Operand)
    case query(Query)
    case constant(Bool)
  }

  enum Operand {
    case value(JSONValue)
    case path(JSONPath)
  }

  init(_ node: LocatedJSON, _ language: QueryLanguage, _ places: [String: Int]) {
    condition = language == .jsonata ? Self.query(node["Condition"]) : Self.condition(node)
    next = node["Next"]?.string.flatMap { places[$0] } ?? 0
    assign = node["Assign"].map { Template($0, language) }
    output = language == .jsonata ? node["Output"].map { Template($0, language) } : nil
    words = language == .jsonata ? node["Condition"]?.string?.trimmingMarks ?? "" : Self.words(node)
  }

  private static func query(_ node: LocatedJSON?) -> Condition {
    node?.string.flatMap(Query.init(marked:)).map { .query($0) } ?? .constant(node?.bool ?? false)
  }

  private static func condition(_ node: LocatedJSON) -> Condition {
    if let rules = node["And"]?.items { return .and(rules.map(condition)) }
    if let rules = node["Or"]?.items { return .or(rules.map(condition)) }
    if let rule = node["Not"] { return .not(condition(rule)) }
    guard let variable = node["Variable"]?.string.flatMap({ try? JSONPath(parsing: $0) }),
      let entry = node.entries?.first(where: { MachineValidator.isComparison($0.name) })
    else { return .constant(false) }
    guard entry.name.hasSuffix("Path") else { return .test(variable, entry.name, .value(entry.value.json)) }
    guard let path = entry.value.string.flatMap({ try? JSONPath(parsing: $0) }) else { return .constant(false) }
    return .test(variable, String(entry.name.dropLast(4)), .path(path))
  }

  private static func words(_ node: LocatedJSON) -> String {
    if let rules = node["And"]?.items { return rules.map(words).joined(separator: " and ") }
    if let rules = node["Or"]?.items { return rules.map(words).joined(separator: " or ") }
    if let rule = node["Not"] { return "not (\(words(rule)))" }
    let comparison = node.entries?.first { MachineValidator.isComparison($0.name) }
    return "\(node["Variable"]?.string ?? "") \(comparison?.name ?? "") \(comparison?.value.json.text ?? "")"
  }
}

extension String {
  /// Without `{%` and `%}`.
  fileprivate var trimmingMarks: String { MachineValidator.inner(self)?.trimmingBlanks ?? self }
}
