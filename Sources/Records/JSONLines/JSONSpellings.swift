/// Tells records that say two things of one column: a value under each of two names that differ in nothing but their case or
/// their Unicode form.
struct JSONSpellings {
  /// The names of the record looked at last, by place, and for each the first place of its column: most records of a file
  /// are alike.
  private var last: [[UInt8]] = []
  private var columns: [Int] = []
  private var isDoubled = false

  /// The two names; nil for a record that is a row.
  mutating func doubled(_ text: ByteText, from start: Int, to end: Int) -> (String, String)? {
    if !isLikeLast(text, start, end) { take(text, start, end) }
    return isDoubled ? given(text, start, end) : nil
  }

  private func isLikeLast(_ text: ByteText, _ start: Int, _ end: Int) -> Bool {
    var members = JSONMembers(text, from: start, to: end)
    var place = 0
    while let member = members.next() {
      guard place < last.count, !member.nameHoldsEscape, last[place].count == member.name.count,
        last[place].indices.allSatisfy({ last[place][$0] == text[member.name.lowerBound + $0] })
      else { return false }
      place += 1
    }
    return place == last.count
  }

  private mutating func take(_ text: ByteText, _ start: Int, _ end: Int) {
    (last, columns, isDoubled) = ([], [], false)
    var firsts: [String: Int] = [:]
    var members = JSONMembers(text, from: start, to: end)
    while let member = members.next() {
      let name = JSONFieldSplitter.name(text, member)
      let key = String(decoding: name, as: UTF8.self).lowercased()
      let first = firsts[key] ?? last.count
      firsts[key] = first
      last.append(name)
      columns.append(first)
      if last[first] != name { isDoubled = true }
    }
  }

  private func given(_ text: ByteText, _ start: Int, _ end: Int) -> (String, String)? {
    var names: [Int: [UInt8]] = [:]
    var members = JSONMembers(text, from: start, to: end)
    var place = 0
    while let member = members.next(), place < columns.count {
      defer { place += 1 }
      guard text[member.value.lowerBound] != UInt8(ascii: "n") else { continue }
      if let other = names[columns[place]], other != last[place] {
        let both = [other, last[place]].sorted { $0.lexicographicallyPrecedes($1) }
        return (String(decoding: both[0], as: UTF8.self), String(decoding: both[1], as: UTF8.self))
      }
      names[columns[place]] = last[place]
    }
    return nil
  }
}
