import Clocks

/// Whether labels are moments in order: years, months, weeks, quarters, days.
enum LabelOrder: Hashable, Sendable {
  case none, oldestFirst, newestFirst

  init(_ labels: [String]) {
    let keys = labels.compactMap(Self.key)
    guard labels.count > 1, keys.count == labels.count else {
      self = .none
      return
    }
    let pairs = zip(keys, keys.dropFirst())
    self =
      pairs.allSatisfy { $0.lexicographicallyPrecedes($1) }
      ? .oldestFirst : pairs.allSatisfy { $1.lexicographicallyPrecedes($0) } ? .newestFirst : .none
  }

  /// Numbers that order a label in time: `2026`, `2026-03`, `2026-03-09`, `2026-W09`, `2026-Q1`, `Q1 2026`, `Mar 2026`,
  /// `March`; nil for other texts.
  private static func key(_ label: String) -> [Int]? {
    let parts = label.lowercased().split { " -/.".contains($0) }.map(String.init)
    guard !parts.isEmpty, parts.count <= 3 else { return nil }
    if let year = year(parts[0]) {
      let rest = parts.dropFirst().compactMap(part)
      return rest.count == parts.count - 1 ? [year] + rest : nil
    }
    guard let first = part(parts[0]), Int(parts[0]) == nil else { return nil }
    if parts.count == 1 { return [first] }
    return parts.count == 2 ? year(parts[1]).map { [$0, first] } : nil
  }

  private static func year(_ text: String) -> Int? {
    text.utf8.count == 4 ? Int(text).flatMap { (1000...9999).contains($0) ? $0 : nil } : nil
  }

  /// A month, a day, a week or a quarter within its year.
  private static func part(_ text: String) -> Int? {
    if let month = CalendarStep.monthNames.firstIndex(where: { text.hasPrefix($0.lowercased()) }) { return month + 1 }
    let digits = text.first.map { "wq".contains($0) } == true ? String(text.dropFirst()) : text
    return Int(digits).flatMap { (1...53).contains($0) ? $0 : nil }
  }
}
