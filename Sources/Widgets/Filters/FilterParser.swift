import Clocks
import Foundation

/// Reads the filter language.
struct FilterParser {
  private let kinds: [FilterField]
  private let fields: [String]
  private let now: Date
  private let zone: DayZone
  private var rest: Substring
  private(set) var problems: [String] = []

  init(_ text: String, fields: [FilterField], now: Date, zone: DayZone) {
    kinds = fields
    self.fields = fields.map { $0.name.lowercased() }
    self.now = now
    self.zone = zone
    rest = text[...]
  }

  mutating func parse() -> [FilterTerm] {
    var terms: [FilterTerm] = []
    while let term = nextTerm() { terms.append(term) }
    return terms
  }

  private mutating func nextTerm() -> FilterTerm? {
    rest = rest.drop { $0.isWhitespace }
    guard !rest.isEmpty else { return nil }
    let isNegated = rest.first == "!" && rest.count > 1
    if isNegated { rest = rest.dropFirst() }
    if let pattern = takePattern() { return FilterTerm(test: checked(pattern, field: nil), isNegated: isNegated) }
    if let quoted = takeQuoted() { return FilterTerm(test: .word(quoted), isNegated: isNegated) }
    return FilterTerm(test: fieldTest() ?? .word(takeWord()), isNegated: isNegated)
  }

  /// `name:value` or `name>value`, when `name` is a field.
  private mutating func fieldTest() -> FilterTerm.Test? {
    let word = rest.prefix { !$0.isWhitespace }
    guard let split = word.firstIndex(where: { ":<>=".contains($0) }), split > word.startIndex else { return nil }
    let name = word[..<split].lowercased()
    guard let field = fieldIndex(name) else { return nil }
    rest = rest[split...]
    if rest.first == ":" {
      rest = rest.dropFirst()
      if let pattern = takePattern() { return checked(pattern, field: field) }
      return .contains(field: field, takeQuoted() ?? takeWord())
    }
    let comparison = takeComparison()
    return compared(field, comparison, takeQuoted() ?? takeWord())
  }

  private mutating func compared(
    _ field: Int, _ comparison: FilterTerm.Comparison, _ typed: String
  ) -> FilterTerm.Test {
    // Nothing is wrong yet while the value is still to be typed.
    if typed.isEmpty { return .word("") }
    guard kinds[field].kind != .plain else { return .compare(field: field, comparison, typed) }
    guard let range = kinds[field].range(of: typed, now: now, zone: zone) else {
      problems.append(kinds[field].problem(typed))
      return .contains(field: field, typed)
    }
    return .within(field: field, comparison, range)
  }

  private mutating func takeComparison() -> FilterTerm.Comparison {
    let two = String(rest.prefix(2))
    if let comparison = FilterTerm.Comparison(rawValue: two) {
      rest = rest.dropFirst(2)
      return comparison
    }
    defer { rest = rest.dropFirst() }
    return FilterTerm.Comparison(rawValue: String(rest.prefix(1))) ?? .equal
  }

  /// The field of a name or of a beginning that only one field has. Times like `12:30` are words, and no problem.
  private mutating func fieldIndex(_ name: String) -> Int? {
    if let exact = fields.firstIndex(of: name) { return exact }
    let candidates = fields.indices.filter { fields[$0].hasPrefix(name) }
    if candidates.count == 1 { return candidates[0] }
    if name.allSatisfy({ $0.isLetter || $0 == "_" }) {
      let known = (candidates.isEmpty ? Array(fields.indices) : candidates).map { fields[$0] }.joined(separator: ", ")
      problems.append("no field \(name): \(known)")
    }
    return nil
  }

  private mutating func checked(_ pattern: String, field: Int?) -> FilterTerm.Test {
    if let reason = RowPattern.problem(pattern) {
      problems.append("/\(pattern)/: \(reason)")
      return field.map { .contains(field: $0, pattern) } ?? .word(pattern)
    }
    return field.map { .matches(field: $0, pattern) } ?? .pattern(pattern)
  }

  private mutating func takeWord() -> String {
    let word = rest.prefix { !$0.isWhitespace }
    rest = rest[word.endIndex...]
    return String(word)
  }

  /// `/…/`; an open one, while it is being typed, ends with the text. `\/` is a slash.
  private mutating func takePattern() -> String? {
    guard rest.first == "/", rest.count > 1 else { return nil }
    return takeDelimited("/")
  }

  private mutating func takeQuoted() -> String? {
    guard rest.first == "\"", rest.count > 1 else { return nil }
    return takeDelimited("\"")
  }

  private mutating func takeDelimited(_ end: Character) -> String {
    rest = rest.dropFirst()
    var result = ""
    while let character = rest.popFirst(), character != end {
      if character == "\\", rest.first == end {
        result.append(end)
        rest = rest.dropFirst()
      } else {
        result.append(character)
      }
    }
    return result
  }
}
