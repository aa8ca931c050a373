/// Random numbers of an evaluation: chance, or what a seed decides (splitmix64).
struct EvaluationRandom: RandomNumberGenerator {
  private var state: UInt64?
  private var system = SystemRandomNumberGenerator()

  init(seed: UInt64?) { state = seed }

  mutating func next() -> UInt64 {
    guard let state else { return system.next() }
    let moved = state &+ 0x9E37_79B9_7F4A_7C15
    self.state = moved
    var mixed = (moved ^ (moved >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Version 4 of RFC 4122, in small letters.
  mutating func uuid() -> String {
    let bits = [(next() & ~0xF000) | 0x4000, (next() & ~(0b11 << 62)) | (0b10 << 62)]
    let hex = bits.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    var text = hex.joined()
    for place in [20, 16, 12, 8] { text.insert("-", at: text.index(text.startIndex, offsetBy: place)) }
    return text
  }
}
