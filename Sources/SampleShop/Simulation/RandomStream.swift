/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine and for ever, which the system's generator
/// does not promise. Only integers leave it, so that no rounding of a platform can show.
struct RandomStream {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A stream of its own for each day: a change to one day's draws leaves the others' alone.
  init(seed: UInt64, day: Int) {
    self.init(seed: seed &+ UInt64(bitPattern: Int64(day)) &* 0xD1B5_4A32_D192_ED03)
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to, not including, `bound`, which must be above 0.
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True in `perThousand` of 1000 draws.
  mutating func chance(_ perThousand: Int) -> Bool { below(1000) < perThousand }

  mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[below(choices.count)] }

  /// An index drawn in proportion to its weight.
  mutating func weighted(_ weights: [Int]) -> Int {
    var rest = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.count - 1
  }
}
