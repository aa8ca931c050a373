/// Cuts a record that was found good into its fields.
struct FieldSplitter {
  private let delimiter: UInt8
  private let pattern: UInt64
  private let escape: UInt8?
  private let nullTokens: [[UInt8]]
  private let emptyIsNull: Bool
  private let longestToken: Int
  private let arena: FieldArena

  init(dialect: CSVDialect, arena: FieldArena) {
    delimiter = dialect.delimiter
    pattern = 0x0101_0101_0101_0101 &* UInt64(dialect.delimiter)
    escape = dialect.escape
    emptyIsNull = dialect.nullTokens.contains("")
    nullTokens = dialect.nullTokens.filter { !$0.isEmpty }.map { Array($0.utf8) }
    longestToken = nullTokens.map(\.count).max() ?? 0
    self.arena = arena
  }

  /// `fields` ends up with exactly the record's fields.
  @inline(__always)
  mutating func split(_ found: CSVRecordFinder.Found, of finder: CSVRecordFinder, into fields: inout [FieldSlice]) {
    fields.removeAll(keepingCapacity: true)
    if found.holdsQuote {
      splitQuoted(found, of: finder, into: &fields)
    } else {
      splitPlain(finder.text, found.start, found.end, into: &fields)
    }
  }

  /// Eight bytes at a time: the bytes equal to the delimiter become set bits.
  @inline(__always)
  private func splitPlain(_ text: ByteText, _ start: Int, _ end: Int, into fields: inout [FieldSlice]) {
    var fieldStart = start
    var at = start
    while at &+ 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(text.base + at).loadUnaligned(as: UInt64.self)) ^ pattern
      var hits = ~(((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | word | 0x7F7F_7F7F_7F7F_7F7F)
      while hits != 0 {
        let hit = at &+ hits.trailingZeroBitCount >> 3
        fields.append(plain(text, fieldStart, hit))
        fieldStart = hit &+ 1
        hits &= hits &- 1
      }
      at &+= 8
    }
    while at < end {
      if text[at] == delimiter {
        fields.append(plain(text, fieldStart, at))
        fieldStart = at &+ 1
      }
      at &+= 1
    }
    fields.append(plain(text, fieldStart, end))
  }

  @inline(__always)
  private func plain(_ text: ByteText, _ start: Int, _ end: Int) -> FieldSlice {
    let count = end &- start
    let isNull = count == 0 ? emptyIsNull : count <= longestToken && isToken(text.base + start, count)
    return FieldSlice(start: text.base + start, count: count, isNull: isNull)
  }

  private func isToken(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    nullTokens.contains { token in
      token.count == count && token.elementsEqual(UnsafeBufferPointer(start: start, count: count))
    }
  }

  private func splitQuoted(
    _ found: CSVRecordFinder.Found, of finder: CSVRecordFinder, into fields: inout [FieldSlice]
  ) {
    let text = finder.text
    var at = found.start
    while true {
      if at < found.end, text[at] == finder.quote, let close = finder.closingQuote(from: at + 1, end: found.end) {
        fields.append(quoted(text, at + 1, close, quote: finder.quote))
        at = close + 1
      } else {
        let start = at
        while at < found.end, text[at] != delimiter { at &+= 1 }
        fields.append(plain(text, start, at))
      }
      guard at < found.end else { return }
      at += 1
    }
  }

  private func quoted(_ text: ByteText, _ start: Int, _ end: Int, quote: UInt8) -> FieldSlice {
    guard let escape, text.first(escape, from: start, end: end) != nil else {
      return FieldSlice(start: text.base + start, count: end - start, isNull: false)
    }
    let target = arena.reserve(end - start)
    var count = 0
    var at = start
    while at < end {
      if text[at] == escape, at + 1 < end { at += 1 }
      target[count] = text[at]
      count += 1
      at += 1
    }
    return FieldSlice(start: target, count: count, isNull: false)
  }
}
