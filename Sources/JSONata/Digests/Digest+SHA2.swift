/// FIPS 180-4. Its constants are the first bits of the fractions of square and cube roots of the first primes; they are
/// calculated, in whole numbers, and not written down.
extension Digest {
  private static let primes: [UInt64] = {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < 80 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }()

  /// The first 64 bits of the fraction of a root: the greatest whole `r` whose power is at most the prime shifted.
  private static func fraction(of prime: UInt64, cube: Bool) -> UInt64 {
    var low = WideNumber(0)
    var high = WideNumber(20).shifted(by: 64)
    let goal = WideNumber(prime).shifted(by: cube ? 192 : 128)
    while !(high - low).isOne {
      let middle = (low + high).halved
      let power = cube ? middle * middle * middle : middle * middle
      if goal < power { high = middle } else { low = middle }
    }
    return low.lowWord
  }

  private static let rounds512: [UInt64] = primes.map { fraction(of: $0, cube: true) }
  private static let rounds256: [UInt32] = rounds512.prefix(64).map { UInt32($0 >> 32) }
  static let start512: [UInt64] = primes.prefix(8).map { fraction(of: $0, cube: false) }
  static let start384: [UInt64] = primes[8..<16].map { fraction(of: $0, cube: false) }

  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    let turns = Turns(big0: (2, 13, 22), big1: (6, 11, 25), small0: (7, 18, 3), small1: (17, 19, 10))
    var state = start512.map { UInt32($0 >> 32) }
    for block in blocks(padded(bytes, block: 64, lengthBytes: 8, bigEndian: true), of: 64) {
      compress(&state, words(block, as: UInt32.self, bigEndian: true), rounds256, turns)
    }
    return self.bytes(state, bigEndian: true)
  }

  static func sha2Long(_ bytes: [UInt8], _ start: [UInt64], words count: Int) -> [UInt8] {
    let turns = Turns(big0: (28, 34, 39), big1: (14, 18, 41), small0: (1, 8, 7), small1: (19, 61, 6))
    var state = start
    for block in blocks(padded(bytes, block: 128, lengthBytes: 16, bigEndian: true), of: 128) {
      compress(&state, words(block, as: UInt64.self, bigEndian: true), rounds512, turns)
    }
    return self.bytes(Array(state.prefix(count)), bigEndian: true)
  }

  private struct Turns {
    let big0, big1, small0, small1: (Int, Int, Int)
  }

  private static func compress<Word: FixedWidthInteger>(
    _ state: inout [Word], _ block: [Word], _ constants: [Word], _ turns: Turns
  ) {
    func big(_ word: Word, _ by: (Int, Int, Int)) -> Word {
      word.turnedRight(by.0) ^ word.turnedRight(by.1) ^ word.turnedRight(by.2)
    }
    func small(_ word: Word, _ by: (Int, Int, Int)) -> Word {
      word.turnedRight(by.0) ^ word.turnedRight(by.1) ^ word >> Word(by.2)
    }
    var words = block
    for index in 16..<constants.count {
      let recent = small(words[index - 2], turns.small1) &+ words[index - 7]
      words.append(recent &+ small(words[index - 15], turns.small0) &+ words[index - 16])
    }
    var s = state
    for round in constants.indices {
      let choice = s[4] & s[5] ^ ~s[4] & s[6]
      let majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]
      let first = s[7] &+ big(s[4], turns.big1) &+ choice &+ constants[round] &+ words[round]
      let second = big(s[0], turns.big0) &+ majority
      s = [first &+ second, s[0], s[1], s[2], s[3] &+ first, s[4], s[5], s[6]]
    }
    for index in state.indices { state[index] &+= s[index] }
  }
}

/// A whole number of 448 bits, not below 0; enough for the cube of a root with 64 bits after the point.
private struct WideNumber {
  /// 32 bits each, the lowest first.
  private var digits = [UInt64](repeating: 0, count: 14)

  init(_ value: UInt64) { (digits[0], digits[1]) = (value & 0xffff_ffff, value >> 32) }

  var isOne: Bool { digits[0] == 1 && digits.dropFirst().allSatisfy { $0 == 0 } }
  var lowWord: UInt64 { digits[1] << 32 | digits[0] }

  /// By whole digits.
  func shifted(by bits: Int) -> WideNumber {
    var result = WideNumber(0)
    for index in digits.indices.dropFirst(bits / 32) { result.digits[index] = digits[index - bits / 32] }
    return result
  }

  var halved: WideNumber {
    var result = self
    for index in digits.indices {
      let above = index + 1 < digits.count ? digits[index + 1] & 1 : 0
      result.digits[index] = digits[index] >> 1 | above << 31
    }
    return result
  }

  static func + (a: WideNumber, b: WideNumber) -> WideNumber {
    var (result, carry) = (WideNumber(0), UInt64(0))
    for index in a.digits.indices {
      let sum = a.digits[index] + b.digits[index] + carry
      (result.digits[index], carry) = (sum & 0xffff_ffff, sum >> 32)
    }
    return result
  }

  static func - (a: WideNumber, b: WideNumber) -> WideNumber {
    var (result, borrow) = (WideNumber(0), UInt64(0))
    for index in a.digits.indices {
      let difference = a.digits[index] &- b.digits[index] &- borrow
      (result.digits[index], borrow) = (difference & 0xffff_ffff, difference >> 63)
    }
    return result
  }

  static func * (a: WideNumber, b: WideNumber) -> WideNumber {
    var result = WideNumber(0)
    for (i, left) in a.digits.enumerated() where left != 0 {
      var carry: UInt64 = 0
      for j in 0..<(a.digits.count - i) {
        let sum = result.digits[i + j] + left * b.digits[j] + carry
        (result.digits[i + j], carry) = (sum & 0xffff_ffff, sum >> 32)
      }
    }
    return result
  }

  static func < (a: WideNumber, b: WideNumber) -> Bool {
    for index in a.digits.indices.reversed() where a.digits[index] != b.digits[index] {
      return a.digits[index] < b.digits[index]
    }
    return false
  }
}
