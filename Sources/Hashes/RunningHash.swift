import Crypto

package enum HashAlgorithm: Sendable, Hashable, CaseIterable { case md5, sha1, sha256 }

/// A hash of bytes that come piece by piece.
package struct RunningHash {
  private var hash: any HashFunction

  package init(_ algorithm: HashAlgorithm) {
    hash =
      switch algorithm {
      // Both are asked for by what others defined: nothing is kept secret or safe by them.
      case .md5: Insecure.MD5()
      case .sha1: Insecure.SHA1()
      case .sha256: SHA256()
      }
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  package func bytes() -> [UInt8] { Self.finish(hash) }

  /// Lower-case hexadecimal.
  package func text() -> String { Hexadecimal.text(bytes()) }

  private static func finish(_ hash: some HashFunction) -> [UInt8] { Array(hash.finalize()) }
}

extension RunningHash {
  package static func of(_ bytes: [UInt8], _ algorithm: HashAlgorithm) -> [UInt8] {
    var hash = RunningHash(algorithm)
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.bytes()
  }

  package static func text(of bytes: [UInt8], _ algorithm: HashAlgorithm) -> String {
    Hexadecimal.text(of(bytes, algorithm))
  }
}

package enum Hexadecimal {
  /// Two lower-case digits a byte.
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.underestimatedCount * 2)
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
