/// The nearest of the known names, for messages.
package enum Suggestion {
  /// `did you mean X?` for the known name at most a third of its letters away; nil when none is near.
  package static func hint(for name: String, among known: [String]) -> String? {
    nearest(to: name, among: known).map { "did you mean \($0)?" }
  }

  /// The nearest name, the earlier one when two are equally near. Case does not count as a difference.
  package static func nearest(to name: String, among known: [String]) -> String? {
    let scored = known.map { (name: $0, distance: distance(Array(name.lowercased()), Array($0.lowercased()))) }
    guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
    let longer = max(best.name.count, name.count)
    return best.distance <= max(1, longer / 3) && best.distance < longer ? best.name : nil
  }

  /// Steps of inserting, deleting, replacing or swapping neighbours (optimal string alignment).
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
