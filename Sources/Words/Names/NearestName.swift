/// The nearest of the names that would have been right.
package enum NearestName {
  /// The candidate with the fewest edits from `text`, when they are at most a third of its length (and never more than
  /// three), else the shortest that begins with it; the alphabetically first of equals. Nil when nothing is near.
  package static func closest(to text: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(text.lowercased().unicodeScalars)
    let limit = min(3, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != text {
      let distance = editDistance(wanted, Array(candidate.lowercased().unicodeScalars), limit: limit)
      guard distance <= limit else { continue }
      if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.name ?? completion(of: text, among: candidates)
  }

  private static func completion(of text: String, among candidates: some Sequence<String>) -> String? {
    guard text.count >= 3 else { return nil }
    return candidates.filter { $0 != text && $0.hasPrefix(text) }.min { ($0.count, $0) < ($1.count, $1) }
  }

  /// `; did you mean NAME`, or nothing.
  package static func hint(for text: String, among candidates: some Sequence<String>) -> String {
    closest(to: text, among: candidates).map { "; did you mean \($0)" } ?? ""
  }

  /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment) from one text to the other;
  /// `limit + 1` as soon as it is known to be more than `limit`.
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
    guard abs(a.count - b.count) <= limit else { return limit + 1 }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      if row.allSatisfy({ $0 > limit }) { return limit + 1 }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
