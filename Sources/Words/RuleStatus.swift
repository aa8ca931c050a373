/// How one rule of a ruleset came out; `error`: it could not be asked.
package enum RuleStatus: String, Sendable, Hashable, CaseIterable {
  case pass, fail, error
}
