/// Random numbers that a seed decides (splitmix64), so that an execution can be played again.
package struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to, not with, 1.
  mutating func fraction() -> Double { Double.random(in: 0..<1, using: &self) }

  /// Version 4 of RFC 4122, in small letters.
  mutating func uuid() -> String {
    let (high, low) = (next(), next())
    let marked = [(high & ~0xF000) | 0x4000, (low & ~(0b11 << 62)) | (0b10 << 62)]
    var text = marked.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    for place in [20, 16, 12, 8] { text.insert("-", at: text.index(text.startIndex, offsetBy: place)) }
    return text
  }
}
