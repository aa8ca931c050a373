/// Whether a line can be one JSON object: brackets pair up, texts are closed, nothing stands outside. What stands between
/// is left to `JSONGrammar`.
enum JSONObjectCheck {
  /// What is wrong with the bytes in `start..<end`; nil when nothing is.
  static func problem(_ text: ByteText, from start: Int, to end: Int) -> String? {
    guard text[start] == UInt8(ascii: "{") else { return "it does not begin with {" }
    var brackets = Brackets()
    var at = start
    while at < end {
      switch text[at] {
      case UInt8(ascii: "\""):
        guard let close = closingQuote(text, from: at + 1, end: end) else { return "a text is not closed" }
        at = close
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard brackets.open(text[at]) else { return "it is nested too deeply" }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard brackets.close(text[at]) else { return "brackets do not pair up" }
        if brackets.isEmpty { return isBlank(text, from: at + 1, to: end) ? nil : "something follows the object" }
      default: break
      }
      at += 1
    }
    return "a bracket is not closed"
  }

  @inline(__always)
  private static func closingQuote(_ text: ByteText, from start: Int, end: Int) -> Int? {
    var at = start
    while at < end {
      let byte = text[at]
      if byte == UInt8(ascii: "\"") { return at }
      at &+= byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  static func isBlank(_ text: ByteText, from start: Int, to end: Int) -> Bool {
    for at in start..<max(start, end) where ![0x20, 0x09, 0x0D].contains(text[at]) { return false }
    return true
  }
}

/// Open brackets, innermost last: a bit each, set for a curly one.
private struct Brackets {
  private var bits: [UInt64] = [0]
  private var depth = 0

  var isEmpty: Bool { depth == 0 }

  /// False below the depth the engine reads.
  mutating func open(_ bracket: UInt8) -> Bool {
    guard depth < 512 else { return false }
    if depth / 64 == bits.count { bits.append(0) }
    let bit = UInt64(1) << UInt64(depth % 64)
    if bracket == UInt8(ascii: "{") { bits[depth / 64] |= bit } else { bits[depth / 64] &= ~bit }
    depth += 1
    return true
  }

  mutating func close(_ bracket: UInt8) -> Bool {
    guard depth > 0 else { return false }
    depth -= 1
    let isCurly = bits[depth / 64] >> UInt64(depth % 64) & 1 == 1
    return isCurly == (bracket == UInt8(ascii: "}"))
  }
}
