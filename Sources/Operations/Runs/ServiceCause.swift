import JSON

/// A cause as services word it, read for a person. A failed task's cause is the service's answer as JSON, which machines take
/// apart; the sentence in it stands where the service puts it: `ErrorMessage` of a Glue job run, `errorMessage` of a
/// function, `StateChangeReason` of an Athena query, `Cause` of an execution or its `Error` where it has none.
package enum ServiceCause {
  /// The sentence of an answer, also of one inside another; any other text as it is.
  package static func told(_ cause: String) -> String { told(cause, depth: 0) }

  private static let sentences: [[String]] = [
    ["ErrorMessage"], ["errorMessage"], ["Status", "StateChangeReason"],
    ["QueryExecution", "Status", "StateChangeReason"],
    ["Cause"], ["Error"],
  ]

  private static func told(_ cause: String, depth: Int) -> String {
    guard depth < 8, cause.hasPrefix("{"), let answer = try? JSONValue(parsing: cause) else { return cause }
    for path in sentences {
      let found = path.reduce(Optional(answer)) { $0?[$1] }
      if let sentence = found?.stringValue, !sentence.isEmpty { return told(sentence, depth: depth + 1) }
    }
    return cause
  }
}

extension ExecutionSummary {
  /// The cause for a person; `cause` is what the service said.
  package var toldCause: String? { cause.map(ServiceCause.told) }

  /// What ran and why: `daily, manual` of a machine, `schedule` of tables.
  package var origin: String { [workflow, trigger.rawValue].compactMap { $0 }.joined(separator: ", ") }
}

extension StepSummary {
  /// The cause for a person; `cause` is what the service said.
  package var toldCause: String? { cause.map(ServiceCause.told) }
}
