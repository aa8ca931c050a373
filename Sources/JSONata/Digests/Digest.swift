/// Digests of texts, for functions of the state machine languages that tell one. Not for secrets: those are hashed by the
/// library that the lake imports; a target without input and output has none.
package enum Digest: String, Sendable, CaseIterable {
  case md5 = "MD5"
  case sha1 = "SHA-1"
  case sha256 = "SHA-256"
  case sha384 = "SHA-384"
  case sha512 = "SHA-512"

  /// Hexadecimal, in small letters.
  package func hex(of text: String) -> String {
    let bytes = Array(text.utf8)
    let digest =
      switch self {
      case .md5: Self.md5(bytes)
      case .sha1: Self.sha1(bytes)
      case .sha256: Self.sha256(bytes)
      case .sha384: Self.sha2Long(bytes, Self.start384, words: 6)
      case .sha512: Self.sha2Long(bytes, Self.start512, words: 8)
      }
    return digest.map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }.joined()
  }

  /// The message, a one, zeros, and its length in bits, in whole blocks.
  static func padded(_ bytes: [UInt8], block: Int, lengthBytes: Int, bigEndian: Bool) -> [UInt8] {
    var padded = bytes + [0x80]
    while padded.count % block != block - lengthBytes { padded.append(0) }
    padded += [UInt8](repeating: 0, count: lengthBytes - 8)
    let bits = UInt64(bytes.count) &* 8
    let length = (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64($0 * 8)) }
    return padded + (bigEndian ? length.reversed() : length)
  }

  static func bytes<Word: FixedWidthInteger>(_ words: [Word], bigEndian: Bool) -> [UInt8] {
    words.flatMap { word in withUnsafeBytes(of: bigEndian ? word.bigEndian : word.littleEndian) { Array($0) } }
  }

  static func words<Word: FixedWidthInteger>(
    _ block: ArraySlice<UInt8>, as type: Word.Type, bigEndian: Bool
  ) -> [Word] {
    let size = Word.bitWidth / 8
    return stride(from: block.startIndex, to: block.endIndex, by: size).map { at in
      let part = block[at..<(at + size)]
      return (bigEndian ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | Word($1) }
    }
  }

  static func blocks(_ bytes: [UInt8], of size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<($0 + size)] }
  }
}

extension FixedWidthInteger {
  func turnedLeft(_ count: Int) -> Self { self << Self(count) | self >> Self(Self.bitWidth - count) }
  func turnedRight(_ count: Int) -> Self { self >> Self(count) | self << Self(Self.bitWidth - count) }
}
