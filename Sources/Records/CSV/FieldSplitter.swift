/// Cuts a record that was found good into its fields.
struct FieldSplitter {
  private let delimiter: UInt8
  private let pattern: UInt64
  private let escape: UInt8?
  private let nulls: NullTokens
  private let arena: FieldArena

  init(dialect: CSVDialect, arena: FieldArena) {
    delimiter = dialect.delimiter
    pattern = 0x0101_0101_0101_0101 &* UInt64(dialect.delimiter)
    escape = dialect.escape
    nulls = NullTokens(dialect.nullTokens)
    self.arena = arena
  }

  /// `fields` ends up with exactly the record's fields.
  @inline(__always)
  func split(_ found: CSVRecordFinder.Found, of finder: CSVRecordFinder, into fields: inout [FieldSlice]) {
    if fields.count != found.fields {
      let blank = FieldSlice(start: finder.text.base, count: 0, isNull: true)
      fields = [FieldSlice](repeating: blank, count: found.fields)
    }
    fields.withUnsafeMutableBufferPointer { slots in
      if found.holdsQuote {
        splitQuoted(found, of: finder, into: slots)
      } else {
        splitPlain(finder.text, found.start, found.end, into: slots)
      }
    }
  }

  /// Eight bytes at a time: the bytes equal to the delimiter become set bits. The finder counted the delimiters, so the
  /// slots suffice.
  @inline(__always)
  private func splitPlain(
    _ text: ByteText, _ start: Int, _ end: Int, into slots: UnsafeMutableBufferPointer<FieldSlice>
  ) {
    var slot = 0
    var fieldStart = start
    var at = start
    while at &+ 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(text.base + at).loadUnaligned(as: UInt64.self)) ^ pattern
      var hits = ~(((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | word | 0x7F7F_7F7F_7F7F_7F7F)
      while hits != 0 {
        let hit = at &+ hits.trailingZeroBitCount >> 3
        slots[slot] = plain(text, fieldStart, hit)
        slot &+= 1
        fieldStart = hit &+ 1
        hits &= hits &- 1
      }
      at &+= 8
    }
    while at < end {
      if text[at] == delimiter {
        slots[slot] = plain(text, fieldStart, at)
        slot &+= 1
        fieldStart = at &+ 1
      }
      at &+= 1
    }
    slots[slot] = plain(text, fieldStart, end)
  }

  @inline(__always)
  private func plain(_ text: ByteText, _ start: Int, _ end: Int) -> FieldSlice {
    let address = text.base + start
    return FieldSlice(start: address, count: end &- start, isNull: nulls.contain(address, end &- start))
  }

  private func splitQuoted(
    _ found: CSVRecordFinder.Found, of finder: CSVRecordFinder, into slots: UnsafeMutableBufferPointer<FieldSlice>
  ) {
    let text = finder.text
    var at = found.start
    var slot = 0
    while slot < slots.count {
      if at < found.end, text[at] == finder.quote, let close = finder.closingQuote(from: at + 1, end: found.end) {
        slots[slot] = quoted(text, at + 1, close)
        at = close + 1
      } else {
        let start = at
        while at < found.end, text[at] != delimiter { at &+= 1 }
        slots[slot] = plain(text, start, at)
      }
      guard at < found.end else { return }
      slot += 1
      at += 1
    }
  }

  private func quoted(_ text: ByteText, _ start: Int, _ end: Int) -> FieldSlice {
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
