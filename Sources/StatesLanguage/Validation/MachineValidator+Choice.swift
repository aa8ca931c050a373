/// The rules of Choice states.
extension MachineValidator {
  mutating func choice(_ state: LocatedJSON, _ language: QueryLanguage, _ targets: Set<String>, _ subject: String) {
    if let node = state["Default"] { target(node, targets, "Default of \(subject)") }
    guard let choices = state["Choices"] else { return error(state.place, "\(subject) needs Choices") }
    guard let rules = choices.items, !rules.isEmpty else {
      return error(choices.place, "Choices of \(subject) is a list of rules, and not empty")
    }
    for (index, rule) in rules.enumerated() {
      let name = "rule \(index + 1) of \(subject)"
      guard rule.entries != nil else { error(rule.place, "\(name) is an object, not \(rule.kind)"); continue }
      noRepeats(rule, name)
      if let next = rule["Next"] {
        target(next, targets, "Next of \(name)")
      } else {
        error(rule.place, "\(name) needs Next")
      }
      if let node = rule["Assign"] { assign(node, language, name) }
      switch language {
      case .jsonata: condition(rule, name)
      case .jsonPath: comparison(rule, name, extra: ["Next", "Assign", "Comment", "OutputPath"])
      }
    }
  }

  private mutating func condition(_ rule: LocatedJSON, _ name: String) {
    known(rule, ["Condition", "Next", "Assign", "Output", "Comment"], name)
    if let node = rule["Output"] { expressions(node, "Output of \(name)") }
    guard let condition = rule["Condition"] else { return error(rule.place, "\(name) needs Condition") }
    if condition.bool != nil { return }
    guard let text = condition.string, Self.inner(text) != nil else {
      return error(condition.place, "Condition of \(name) is an expression between “{% ” and “ %}”")
    }
    expressions(condition, "Condition of \(name)")
  }

  private enum Operand { case text, number, flag, time, path }

  private static let operators: [String: Operand] = {
    var operators: [String: Operand] = [
      "BooleanEquals": .flag, "BooleanEqualsPath": .path, "StringMatches": .text, "IsNull": .flag, "IsPresent": .flag,
      "IsNumeric": .flag, "IsString": .flag, "IsBoolean": .flag, "IsTimestamp": .flag,
    ]
    for (type, operand) in [("String", Operand.text), ("Numeric", .number), ("Timestamp", .time)] {
      for comparison in ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"] {
        operators[type + comparison] = operand
        operators[type + comparison + "Path"] = .path
      }
    }
    return operators
  }()

  static func isComparison(_ name: String) -> Bool { operators[name] != nil }

  private mutating func comparison(_ rule: LocatedJSON, _ name: String, extra: Set<String>) {
    let combined = ["And", "Or", "Not"].filter { rule[$0] != nil }
    let compared = (rule.entries ?? []).filter { Self.operators[$0.name] != nil }
    known(rule, extra.union(["And", "Or", "Not", "Variable"]).union(Self.operators.keys), name)
    guard combined.count + compared.count == 1 else {
      let count = combined.count + compared.count
      return error(rule.place, "\(name) has \(count == 0 ? "no" : "\(count)") comparisons; it has one")
    }
    if let combination = combined.first, let node = rule[combination] { return combine(node, combination, name) }
    if let variable = rule["Variable"] {
      path(variable, "Variable of \(name)")
    } else {
      error(rule.place, "\(name) needs Variable")
    }
    for entry in compared { operand(entry, name) }
  }

  private mutating func combine(_ node: LocatedJSON, _ combination: String, _ name: String) {
    if combination == "Not" {
      guard node.entries != nil else { return error(node.place, "Not of \(name) is a rule, and no \(node.kind)") }
      return comparison(node, "Not of \(name)", extra: [])
    }
    guard let rules = node.items, !rules.isEmpty else {
      return error(node.place, "\(combination) of \(name) is a list of rules, and not empty")
    }
    for rule in rules {
      guard rule.entries != nil else { error(rule.place, "each rule of \(combination) is an object"); continue }
      comparison(rule, "\(combination) of \(name)", extra: [])
    }
  }

  private mutating func operand(_ entry: LocatedEntry, _ name: String) {
    guard let operand = Self.operators[entry.name] else { return }
    let value = entry.value
    let isRight =
      switch operand {
      case .text: value.string != nil
      case .number: value.number != nil
      case .flag: value.bool != nil
      case .time: value.string.map(Self.isTimestamp) ?? false
      case .path: true
      }
    if operand == .path { return _ = path(value, "\(entry.name) of \(name)") }
    if operand == .text { noPath(value, entry.name, .jsonPath, name) }
    guard !isRight else { return }
    let wanted =
      switch operand {
      case .text, .path: "a text"
      case .number: "a number"
      case .flag: "true or false"
      case .time: "a time such as 2026-11-28T06:10:00Z"
      }
    error(value.place, "\(entry.name) of \(name) is held against \(wanted), not \(value.kind)")
  }
}
