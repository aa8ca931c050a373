/// A cast to a date or a timestamp: `cast(x as date)`. The engine's own drops an offset and stops reading at junk, so a text
/// is looked at first.
package struct TextCast: Sendable, Hashable {
  package enum Target: String, Sendable, Hashable { case date, timestamp }

  /// The bytes from `cast` to the closing parenthesis.
  package let range: Range<Int>
  /// The bytes of what is cast.
  package let value: Range<Int>
  package let target: Target

  /// The cast whose word begins at a byte; nil where it is none to a date or a timestamp, or where what is cast holds a
  /// query, which must not be asked twice.
  init?(_ tokens: SQLTokens, atByte offset: Int) {
    guard let word = tokens.index(atByte: offset), tokens.isWord(word, "cast"),
      let (range, arguments) = tokens.call(atByte: offset), arguments.count == 1, let argument = arguments.first,
      let first = tokens.index(atByte: argument.lowerBound)
    else { return nil }
    let inside = tokens.tokens.indices[first...].prefix { tokens.tokens[$0].range.upperBound <= argument.upperBound }
    guard let last = inside.last, inside.count > 2, tokens.isWord(last - 1, "as"),
      let target = Target(rawValue: tokens.text(last).lowercased()),
      !inside.contains(where: { tokens.isWord($0, "select") })
    else { return nil }
    (self.range, self.target) = (range, target)
    value = argument.lowerBound..<tokens.tokens[last - 2].range.upperBound
  }

  /// DuckDB's words: a text that is written as the engine writes it costs a comparison; any other must have the shape; one
  /// with an offset is read as the moment it says; the rest is refused with the text.
  func duckDB(_ value: String) -> String {
    let cast = "cast(\(value) as \(target.rawValue))"
    let read = "try_cast(\(value) as \(target.rawValue))"
    let text = "cast(\(value) as varchar)"
    let length = target == .date ? "strlen(\(text)) = 10 and " : "strlen(\(text)) = 19 and "
    let (day, clock) = (#"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"#, #"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"#)
    let offset = #" ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)"#
    // The engine reads no offset behind a blank, and none behind minutes.
    let joined = #"regexp_replace(\#(text), ' ([Z+-])', '\1')"#
    let full = #"regexp_replace(\#(joined), '([ T][0-9]{1,2}:[0-9]{2})([Z+-])', '\1:00\2')"#
    let moment = "make_timestamp(epoch_us(cast(\(full) as timestamp with time zone)))"
    return """
      (case when typeof(\(value)) <> 'VARCHAR' or \(value) is null then \(cast) \
      when \(length)cast(\(read) as varchar) = \(text) then \(read) \
      when regexp_full_match(\(text), '\\s*\(day)(\(clock))?\\s*') then \(cast) \
      when regexp_full_match(\(text), '\\s*\(day)\(clock)\(offset)\\s*') then cast(\(moment) as \(target.rawValue)) \
      else cast('no \(target.rawValue): ' || \(text) as \(target.rawValue)) end)
      """
  }
}
