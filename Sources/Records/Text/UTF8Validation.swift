/// Whether bytes are UTF-8 as the Unicode standard has it (table 3-7): no overlong forms, no surrogates, nothing above
/// U+10FFFF.
package enum UTF8Validation {
  package static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isValid(ByteText(bytes), from: 0, to: bytes.count)
  }

  static func isValid(_ text: ByteText, from start: Int, to end: Int) -> Bool {
    var at = start
    while at < end {
      if at &+ 8 <= end,
        UnsafeRawPointer(text.base + at).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        at &+= 8
      } else if text[at] < 0x80 {
        at &+= 1
      } else {
        let length = sequenceLength(text, at: at, end: end)
        guard length > 0 else { return false }
        at &+= length
      }
    }
    return true
  }

  /// The length of the sequence that begins with a byte above 7F; 0 when it is none.
  private static func sequenceLength(_ text: ByteText, at: Int, end: Int) -> Int {
    let (length, second) = lead(text[at])
    guard length > 0, at &+ length <= end, second.contains(text[at &+ 1]) else { return 0 }
    for index in 2..<max(2, length) where text[at &+ index] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// A lead byte's sequence length and the second bytes it allows.
  private static func lead(_ byte: UInt8) -> (length: Int, second: ClosedRange<UInt8>) {
    switch byte {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: (0, 0x80...0xBF)
    }
  }
}
