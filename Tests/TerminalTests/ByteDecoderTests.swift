import Testing

@testable import Terminal

@Suite struct ByteDecoderTests {
  private func decode(_ bytes: [Int32], isUTF8: Bool = true) -> [RawInput] {
    var decoder = ByteDecoder(isUTF8: isUTF8)
    return bytes.flatMap { decoder.next($0) }
  }

  @Test("characters are joined from their bytes") func charactersAreJoinedFromTheirBytes() {
    #expect(decode("aé日😀".utf8.map(Int32.init)) == "aé日😀".unicodeScalars.map { .scalar($0.value) })
  }

  @Test(
    "invalid bytes cost no key after them",
    arguments: [[0xFF], [0xC3], [0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0xAF]]
      as [[Int32]])
  func invalidBytesCostNoKeyAfterThem(_ bytes: [Int32]) {
    #expect(decode(bytes + [0x2B]) == [.scalar(0x2B)])
  }

  @Test("without unicode only ASCII is text") func withoutUnicodeOnlyAsciiIsText() {
    #expect(decode([0xE9, 0x61], isUTF8: false) == [.scalar(0x61)])
  }

  @Test("key codes pass through") func keyCodesPassThrough() {
    #expect(decode([0xC3, 0x2001]) == [.code(0x2001)])
  }
}
