/// Walks the members of an object that has passed the grammar.
struct JSONMembers {
  /// A name without its quotes, and a value from its first byte to after its last.
  struct Member {
    var name: Range<Int>
    var nameHoldsEscape: Bool
    var value: Range<Int>
    var valueHoldsEscape: Bool
  }

  private let text: ByteText
  private let end: Int
  private var at: Int

  init(_ text: ByteText, from start: Int, to end: Int) { (self.text, self.end, at) = (text, end, start + 1) }

  @inline(__always)
  mutating func next() -> Member? {
    skip { $0 != UInt8(ascii: "\"") }
    guard at < end else { return nil }
    let (name, nameHoldsEscape) = string()
    skip { $0 != UInt8(ascii: ":") }
    at &+= 1
    skip { [0x20, 0x09, 0x0D].contains($0) }
    let start = at
    var holdsEscape = false
    switch at < end ? text[at] : 0 {
    case UInt8(ascii: "\""): holdsEscape = string().holdsEscape
    case UInt8(ascii: "{"), UInt8(ascii: "["): nested()
    default: skip { ![0x20, 0x09, 0x0D, UInt8(ascii: ","), UInt8(ascii: "}")].contains($0) }
    }
    return Member(
      name: name, nameHoldsEscape: nameHoldsEscape, value: start..<at, valueHoldsEscape: holdsEscape)
  }

  @inline(__always)
  private mutating func skip(while isPassed: (UInt8) -> Bool) {
    while at < end, isPassed(text[at]) { at &+= 1 }
  }

  /// Steps over a text; gives where it stands between its quotes.
  @inline(__always)
  private mutating func string() -> (Range<Int>, holdsEscape: Bool) {
    let start = at &+ 1
    var holdsEscape = false
    at = start
    while at < end, text[at] != UInt8(ascii: "\"") {
      let isEscape = text[at] == UInt8(ascii: "\\")
      holdsEscape = holdsEscape || isEscape
      at &+= isEscape ? 2 : 1
    }
    let close = min(at, end)
    at = close &+ 1
    return (start..<max(start, close), holdsEscape)
  }

  private mutating func nested() {
    var depth = 0
    while at < end {
      switch text[at] {
      case UInt8(ascii: "\""):
        _ = string()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      at &+= 1
      if depth == 0 { return }
    }
  }
}

/// Cuts the objects of JSON lines into the fields of known columns. A text is what it says, everything else stands as it
/// is written: a number keeps its digits, a nested value its blanks. Used by one thread.
package struct JSONFieldSplitter {
  private let count: Int
  /// The columns that the names fill.
  private let columns: [Int]
  private let mayDouble: Bool
  /// Names' places among them.
  private let places: [[UInt8]: Int]
  /// The same in lower case: a name's case tells no columns apart.
  private let foldedPlaces: [String: Int]
  private let nulls: NullTokens
  private let arena: FieldArena
  /// Which names the members of the last object had, by their place: most objects of a file are alike.
  private var lastPlaces: [(name: [UInt8], known: Int?)] = []
  /// The name whose member fills each column of the object at hand.
  private var fillers: [Int?] = []

  /// Each member is a column of its own.
  package init(columns: [String], nullTokens: [String], arena: FieldArena) {
    self.init(
      members: columns.enumerated().map { ($1, $0) }, count: columns.count, nullTokens: nullTokens, arena: arena)
  }

  /// Texts among `nullTokens` are null, the empty one excepted: in JSON an empty text is written as such.
  ///
  /// - Parameters:
  ///   - members: every name, and which of the `count` columns it fills; several may fill one.
  package init(members: [(name: String, column: Int)], count: Int, nullTokens: [String], arena: FieldArena) {
    self.count = count
    columns = members.map(\.column)
    mayDouble = Set(columns).count < columns.count
    places = Dictionary(members.enumerated().map { (Array($1.name.utf8), $0) }) { first, _ in first }
    foldedPlaces = Dictionary(members.enumerated().map { ($1.name.lowercased(), $0) }) { first, _ in first }
    nulls = NullTokens(nullTokens.filter { !$0.isEmpty })
    self.arena = arena
  }

  /// `fields` ends up with one field for each column; of members with one name the first counts, of several
  /// spellings the first with a value.
  package mutating func split(_ line: FieldSlice, into fields: inout [FieldSlice]) {
    let text = ByteText(line.bytes)
    let null = FieldSlice(start: line.start, count: 0, isNull: true)
    fields = [FieldSlice](repeating: null, count: count)
    fillers = [Int?](repeating: nil, count: count)
    var filled = 0
    var members = JSONMembers(text, from: 0, to: line.count)
    var place = 0
    while filled < count || mayDouble, let member = members.next() {
      defer { place += 1 }
      guard let name = known(text, member, place) else { continue }
      let column = columns[name]
      if let filler = fillers[column] {
        guard filler != name, fields[column].isNull else { continue }
      } else {
        filled += 1
      }
      fillers[column] = name
      fields[column] = field(text, member)
    }
  }

  private mutating func known(_ text: ByteText, _ member: JSONMembers.Member, _ place: Int) -> Int? {
    if place < lastPlaces.count, !member.nameHoldsEscape, Self.isEqual(lastPlaces[place].name, text, member.name) {
      return lastPlaces[place].known
    }
    let name = Self.name(text, member)
    let known = places[name] ?? foldedPlaces[String(decoding: name, as: UTF8.self).lowercased()]
    if place == lastPlaces.count {
      lastPlaces.append((name, known))
    } else if place < lastPlaces.count {
      lastPlaces[place] = (name, known)
    }
    return known
  }

  private static func isEqual(_ name: [UInt8], _ text: ByteText, _ range: Range<Int>) -> Bool {
    name.count == range.count
      && name.withUnsafeBufferPointer { name in name.indices.allSatisfy { name[$0] == text[range.lowerBound + $0] } }
  }

  static func name(_ text: ByteText, _ member: JSONMembers.Member) -> [UInt8] {
    guard member.nameHoldsEscape else { return member.name.map { text[$0] } }
    return [UInt8](unsafeUninitializedCapacity: member.name.count) { buffer, count in
      guard let target = buffer.baseAddress else { return }
      count = JSONEscape.unescape(text, from: member.name.lowerBound, to: member.name.upperBound, into: target)
    }
  }

  private func field(_ text: ByteText, _ member: JSONMembers.Member) -> FieldSlice {
    var (start, end) = (member.value.lowerBound, member.value.upperBound)
    guard text[start] == UInt8(ascii: "\"") else {
      let isNull = text[start] == UInt8(ascii: "n") || nulls.contain(text.base + start, end - start)
      return FieldSlice(start: text.base + start, count: end - start, isNull: isNull)
    }
    (start, end) = (start + 1, end - 1)
    var (base, count) = (text.base + start, end - start)
    if member.valueHoldsEscape {
      let target = arena.reserve(count)
      count = JSONEscape.unescape(text, from: start, to: end, into: target)
      base = UnsafePointer(target)
    }
    return FieldSlice(start: base, count: count, isNull: nulls.contain(base, count))
  }
}

/// The names of the members of all objects of a file, as they come by.
struct JSONNames {
  private var first: [[UInt8]: Int] = [:]
  private var last: [[UInt8]] = []

  mutating func add(_ text: ByteText, from start: Int, to end: Int) {
    var members = JSONMembers(text, from: start, to: end)
    var place = 0
    while let member = members.next() {
      defer { place += 1 }
      if place < last.count, !member.nameHoldsEscape, last[place].count == member.name.count,
        last[place].indices.allSatisfy({ last[place][$0] == text[member.name.lowerBound + $0] })
      {
        continue
      }
      let name = JSONFieldSplitter.name(text, member)
      first[name] = min(first[name] ?? place, place)
      if place < last.count { last[place] = name } else { last.append(name) }
    }
  }

  /// By the foremost place they had in an object, then by name.
  var names: [String] {
    first.map { (name: String(decoding: $0.key, as: UTF8.self), place: $0.value) }
      .sorted { ($0.place, $0.name) < ($1.place, $1.name) }.map(\.name)
  }
}
