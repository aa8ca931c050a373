import Crypto

/// SHA-256 of bytes that come piece by piece.
struct Digest {
  private var hash = SHA256()

  mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  /// Lower-case hexadecimal.
  func text() -> String {
    hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

/// A hash of text that is the same in every process, unlike Swift's own.
enum StableHash {
  static func hex(_ text: String) -> String {
    var digest = Digest()
    var text = text
    text.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
    return String(digest.text().prefix(16))
  }
}
