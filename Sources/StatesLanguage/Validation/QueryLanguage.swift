/// In what language a state says how data flows.
package enum QueryLanguage: String, Sendable, Hashable, CaseIterable {
  case jsonPath = "JSONPath"
  case jsonata = "JSONata"
}
