import JSON
import Operations

extension ExecutionDetail {
  /// Its steps are states.
  var isOfMachine: Bool { steps.contains { $0.state != nil } }
}

extension RunPlan {
  /// Of a machine it is not known which tables it will touch: what it will be given, against what it was given.
  init(machineInput input: JSONValue, before: JSONValue?) {
    self.init(request: RunRequest(), steps: [], dashboards: [], isProtected: false)
    notes = [
      "It is given \(Self.cut(input))", "It was given \(before.map(Self.cut) ?? "nothing")",
      "It goes by today's definition of its machine.",
    ]
  }

  private static func cut(_ value: JSONValue) -> String {
    let text = value.text
    return text.count > 300 ? text.prefix(300) + "…" : text
  }
}
