/// How one rule of a ruleset came out; `error`: it could not be asked.
package enum RuleStatus: String, Sendable, Hashable, CaseIterable {
  case pass, fail, error

  /// As people read it, and JSON has it: PASS, FAIL, ERROR.
  package var word: String { rawValue.uppercased() }
}
