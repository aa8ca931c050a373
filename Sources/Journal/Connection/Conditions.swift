import GRDB

/// The WHERE of a list, built from the conditions that are set. Values are always bound.
struct Conditions {
  private var terms: [String] = []
  private(set) var arguments = StatementArguments()

  /// Adds `term`, whose one placeholder takes the value; nothing for nil.
  mutating func add(_ term: String, _ value: (some DatabaseValueConvertible)?) {
    guard let value else { return }
    terms.append(term)
    arguments += [value]
  }

  /// Adds a term whose placeholders take the values in order.
  mutating func add(_ term: String, all values: StatementArguments = []) {
    terms.append(term)
    arguments += values
  }

  var clause: String { terms.isEmpty ? "" : "WHERE " + terms.joined(separator: " AND ") }
}
