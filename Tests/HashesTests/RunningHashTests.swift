import Hashes
import Testing

@Suite("A running hash") struct RunningHashTests {
  @Test(
    "is the one everybody knows",
    arguments: [
      (HashAlgorithm.md5, "900150983cd24fb0d6963f7d28e17f72"), (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
  func known(_ algorithm: HashAlgorithm, _ expected: String) {
    #expect(RunningHash.text(of: Array("abc".utf8), algorithm) == expected)
  }

  @Test("does not depend on how the bytes come", arguments: HashAlgorithm.allCases)
  func pieces(_ algorithm: HashAlgorithm) {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var hash = RunningHash(algorithm)
    for start in stride(from: 0, to: bytes.count, by: 7) {
      bytes[start..<min(start + 7, bytes.count)].withUnsafeBytes { hash.update($0) }
    }
    let half = hash
    hash.update(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(hash.text() == RunningHash.text(of: bytes, algorithm))
    #expect(half.bytes() == RunningHash.of(bytes, algorithm))
  }

  @Test("is told apart by a key (RFC 4231, case 2)") func code() {
    let code = MessageCode.sha256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
    #expect(Hexadecimal.text(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }
}
