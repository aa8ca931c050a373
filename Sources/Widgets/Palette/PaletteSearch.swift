/// Finds palette entries by the letters typed.
package enum PaletteSearch {
  /// The positions of the entries that hold all words of `query`, best first: beginnings of the title before beginnings
  /// of its words, before letters in order, before hits in the detail. Equal ones keep their order.
  package static func rank(_ entries: [PaletteEntry], query: String) -> [Int] {
    let words = query.lowercased().split(separator: " ").map(String.init)
    guard !words.isEmpty else { return Array(entries.indices) }
    let scored = entries.indices.compactMap { index -> (score: Int, index: Int)? in
      var total = 0
      for word in words {
        guard let score = score(word, entries[index]) else { return nil }
        total += score
      }
      return (total, index)
    }
    return scored.sorted { ($0.score, $0.index) < ($1.score, $1.index) }.map(\.index)
  }

  /// Less is better; nil when the word is not there at all.
  private static func score(_ word: String, _ entry: PaletteEntry) -> Int? {
    let title = entry.title.lowercased()
    if title.hasPrefix(word) { return 0 }
    if title.split(separator: " ").contains(where: { $0.hasPrefix(word) }) { return 1 }
    if title.contains(word) { return 2 }
    if entry.detail.lowercased().contains(word) { return 4 }
    return isSubsequence(word, of: title) ? 3 : nil
  }

  private static func isSubsequence(_ word: String, of title: String) -> Bool {
    var rest = title[...]
    for character in word {
      guard let found = rest.firstIndex(of: character) else { return false }
      rest = rest[rest.index(after: found)...]
    }
    return true
  }
}
