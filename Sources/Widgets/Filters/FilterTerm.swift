/// One condition of a filter.
package struct FilterTerm: Hashable, Sendable {
  package enum Comparison: String, Hashable, Sendable {
    case equal = "=", less = "<", atMost = "<=", more = ">", atLeast = ">="
  }

  package enum Test: Hashable, Sendable {
    /// Any field contains the text.
    case word(String)
    /// Any field matches the pattern.
    case pattern(String)
    /// A field contains the text.
    case contains(field: Int, String)
    /// A field matches the pattern.
    case matches(field: Int, String)
    /// A field compared, as numbers where both are, else as text.
    case compare(field: Int, Comparison, String)
    /// A field's number compared with what was typed: a day is all its moments.
    case within(field: Int, Comparison, ClosedRange<Double>)
  }

  package let test: Test
  package let isNegated: Bool
}
