import Foundation

/// RFC 1321 and FIPS 180-4 (SHA-1).
extension Digest {
  private static let turns = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]

  /// The fraction of the sine of 1 to 64, as 32 bits.
  private static let sines: [UInt32] = (1...64).map { UInt32((abs(sin(Double($0))) * 4_294_967_296).rounded(.down)) }

  static func md5(_ bytes: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
    for block in blocks(padded(bytes, block: 64, lengthBytes: 8, bigEndian: false), of: 64) {
      let words = words(block, as: UInt32.self, bigEndian: false)
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      for round in 0..<64 {
        let (mixed, index) = md5Mix(round, b, c, d)
        let turned = (a &+ mixed &+ sines[round] &+ words[index]).turnedLeft(turns[round / 16][round % 4])
        (a, d, c, b) = (d, c, b, b &+ turned)
      }
      for (index, value) in [a, b, c, d].enumerated() { state[index] &+= value }
    }
    return self.bytes(state, bigEndian: false)
  }

  private static func md5Mix(_ round: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (UInt32, Int) {
    switch round / 16 {
    case 0: (b & c | ~b & d, round)
    case 1: (d & b | ~d & c, (5 * round + 1) % 16)
    case 2: (b ^ c ^ d, (3 * round + 5) % 16)
    default: (c ^ (b | ~d), 7 * round % 16)
    }
  }

  static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    for block in blocks(padded(bytes, block: 64, lengthBytes: 8, bigEndian: true), of: 64) {
      var words = words(block, as: UInt32.self, bigEndian: true)
      for index in 16..<80 {
        words.append((words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]).turnedLeft(1))
      }
      var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
      for round in 0..<80 {
        let (mixed, constant) = sha1Mix(round, b, c, d)
        let sum = a.turnedLeft(5) &+ mixed &+ e &+ constant &+ words[round]
        (e, d, c, b, a) = (d, c, b.turnedLeft(30), a, sum)
      }
      for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
    }
    return self.bytes(state, bigEndian: true)
  }

  private static func sha1Mix(_ round: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (UInt32, UInt32) {
    switch round / 20 {
    case 0: (b & c | ~b & d, 0x5a82_7999)
    case 1: (b ^ c ^ d, 0x6ed9_eba1)
    case 2: (b & c | b & d | c & d, 0x8f1b_bcdc)
    default: (b ^ c ^ d, 0xca62_c1d6)
    }
  }
}
