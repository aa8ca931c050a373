import Testing

@testable import Records

@Suite struct UTF8ValidationTests {
  private func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { UTF8Validation.isValid($0) } }

  @Test(
    "every well formed text is taken",
    arguments: ["", "plain", "é", "日本語", "🦀", "\u{10FFFF}", "12345678é", "\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}"])
  func everyWellFormedTextIsTaken(text: String) { #expect(isValid(Array(text.utf8))) }

  @Test(
    "overlong surrogate cut and stray bytes are refused",
    arguments: [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
      [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5],
      [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0xA6], [0xC3, 0x28], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x28, 0x80],
      [0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0xC3],
    ] as [[UInt8]])
  func overlongSurrogateCutAndStrayBytesAreRefused(bytes: [UInt8]) { #expect(!isValid(bytes)) }

  @Test("every single and double byte agrees with the standard library")
  func everySingleAndDoubleByteAgreesWithTheStandardLibrary() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let bytes = [first, second]
        #expect(isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
      }
    }
  }
}
