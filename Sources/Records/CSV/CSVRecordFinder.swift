/// Finds one record after the other and judges it. Scan and readers both stand on this, so they always agree.
struct CSVRecordFinder {
  /// A record found: its bytes without the line end, and the verdict on it.
  struct Found {
    var start: Int
    var end: Int
    var fields: Int
    var holdsQuote: Bool
    var verdict: Verdict
  }

  enum Verdict { case good, fieldCount, invalidUTF8, unterminatedQuote, textAfterQuote, oversized }

  let text: ByteText
  /// Where the next record may begin.
  var at: Int
  /// Records that begin here or later are not looked for.
  let stop: Int
  /// Fields a record must have; nil while that is not known.
  var expected: Int?
  var recovery: QuoteRecovery
  let delimiter: UInt8
  let quote: UInt8
  let quoting: Bool
  let escape: UInt8?
  let limit: Int

  init(_ text: ByteText, dialect: CSVDialect, at: Int, stop: Int, expected: Int?, recovery: QuoteRecovery = .init()) {
    self.text = text
    self.at = at
    // Behind the text's end there is nothing, and a look there would never come to an end.
    self.stop = min(stop, text.count)
    self.expected = expected
    self.recovery = recovery
    delimiter = dialect.delimiter
    quoting = dialect.quote != nil
    quote = dialect.quote ?? dialect.delimiter
    escape = dialect.escape
    limit = dialect.maxRecordBytes
  }

  /// The next record that is no blank line; a blank line is a record only where records have one field.
  @inline(__always)
  mutating func next() -> Found? {
    while at < stop {
      let start = at
      let line = text.line(at: start)
      if line.end == start, expected != 1 {
        at = line.next
        continue
      }
      let measure = LineMeasure(text, from: start, to: line.end, delimiter: delimiter, quote: quote)
      if quoting, measure.holdsQuote { return quoted(start, line, isASCII: measure.isASCII) }
      at = line.next
      var found = Found(
        start: start, end: line.end, fields: measure.delimiters &+ 1, holdsQuote: false, verdict: .good)
      judge(&found, isASCII: measure.isASCII)
      return found
    }
    return nil
  }

  @inline(__always)
  private func judge(_ found: inout Found, isASCII: Bool) {
    if found.end &- found.start > limit {
      found.verdict = .oversized
    } else if !isASCII, !UTF8Validation.isValid(text, from: found.start, to: found.end) {
      found.verdict = .invalidUTF8
    } else if let expected, found.fields != expected {
      found.verdict = .fieldCount
    }
  }

  /// A record whose first line holds quotes: field by field.
  private mutating func quoted(_ start: Int, _ line: (end: Int, next: Int), isASCII: Bool) -> Found {
    let horizon = recovery.isImpatient(at: start) ? line.end : min(text.count, start + limit + 1)
    var found = Found(start: start, end: start, fields: 1, holdsQuote: true, verdict: .good)
    var position = start
    while true {
      if position < text.count, text[position] == quote {
        guard let close = closingQuote(from: position + 1, end: max(horizon, line.end)) else {
          return unterminated(found, line, lookedTo: horizon)
        }
        position = close + 1
      } else {
        position = endOfUnquoted(position)
      }
      if position < text.count, text[position] == delimiter {
        found.fields += 1
        position += 1
        continue
      }
      let rest = text.line(at: position)
      (found.end, at) = rest
      if rest.end > position { found.verdict = .textAfterQuote }
      break
    }
    guard found.verdict == .good else { return found }
    judge(&found, isASCII: isASCII && at == line.next)
    return found
  }

  private func endOfUnquoted(_ start: Int) -> Int {
    var position = start
    while position < text.count {
      let byte = text[position]
      if byte == delimiter { return position }
      if byte == 0x0A { return position > start && text[position &- 1] == 0x0D ? position &- 1 : position }
      position &+= 1
    }
    return position
  }

  /// The quote that closes a field, looked for up to `end`.
  func closingQuote(from start: Int, end: Int) -> Int? {
    guard let escape, escape != quote else { return closingQuote(from: start, end: end, doubled: escape == quote) }
    var position = start
    while position < end {
      if text[position] == escape {
        position &+= 2
      } else if text[position] == quote {
        return position
      } else {
        position &+= 1
      }
    }
    return nil
  }

  @inline(__always)
  private func closingQuote(from start: Int, end: Int, doubled: Bool) -> Int? {
    var position = start
    while let found = text.first(quote, from: position, end: end) {
      guard doubled, found &+ 1 < text.count, text[found &+ 1] == quote else { return found }
      position = found &+ 2
    }
    return nil
  }

  /// Faults the first line alone and goes on after it: one broken quote must not hide the rest of the file.
  private mutating func unterminated(_ found: Found, _ line: (end: Int, next: Int), lookedTo: Int) -> Found {
    recovery.failed(at: found.start, lookedTo: lookedTo)
    at = line.next
    var found = found
    found.end = line.end
    found.verdict = line.end - found.start > limit ? .oversized : .unterminatedQuote
    return found
  }

  /// The fault a verdict other than good stands for.
  func fault(_ found: Found, record: Int64) -> RecordFault {
    RecordFault(record: record, byteOffset: found.start, byteCount: found.end - found.start, reason: reason(found))
  }

  private func reason(_ found: Found) -> RecordFault.Reason {
    switch found.verdict {
    case .good, .fieldCount: .fieldCount(found: found.fields, expected: expected ?? found.fields)
    case .invalidUTF8: .invalidUTF8
    case .unterminatedQuote: .unterminatedQuote
    case .textAfterQuote: .textAfterQuote
    case .oversized: .oversized(bytes: found.end - found.start)
    }
  }
}
