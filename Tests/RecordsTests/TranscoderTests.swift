import Testing

@testable import Records

@Suite struct TranscoderTests {
  /// The source in pieces of a size, so that characters are cut in two.
  private func transcode(_ bytes: [UInt8], _ encoding: TextEncoding, piece: Int) -> (text: [UInt8], bad: [Int]) {
    var transcoder = Transcoder(encoding)
    var output: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let end = min(at + piece, bytes.count)
      Array(bytes[at..<end]).withUnsafeBytes { transcoder.transcode($0, into: &output) }
      at = end
    }
    transcoder.finish(into: &output)
    return (output, transcoder.undecodable)
  }

  @Test(
    "text comes out as UTF8 wherever it is cut",
    arguments: [
      (.latin1, [0x63, 0x61, 0x66, 0xE9, 0x80], "café\u{80}"),
      (.windows1252, [0x80, 0x31, 0x93, 0xFC, 0x9F, 0xA0], "€1“üŸ\u{A0}"),
      (.utf16LittleEndian, [0xFF, 0xFE, 0x61, 0x00, 0xE9, 0x00, 0x3E, 0xD8, 0x80, 0xDD], "\u{FEFF}aé🦀"),
      (.utf16BigEndian, [0x00, 0x61, 0x20, 0xAC, 0xD8, 0x3E, 0xDD, 0x80], "a€🦀"),
      (.utf8, [0x61, 0xC3, 0xA9], "aé"),
    ] as [(TextEncoding, [UInt8], String)], [1, 3, 100])
  func textComesOutAsUTF8WhereverItIsCut(_ sample: (TextEncoding, [UInt8], String), piece: Int) {
    let result = transcode(sample.1, sample.0, piece: piece)
    #expect(String(validating: result.text, as: UTF8.self) == sample.2)
    #expect(result.bad == [])
  }

  @Test(
    "what cannot be decoded is reported and spoils its record",
    arguments: [
      (.windows1252, [0x61, 0x81, 0x62, 0x9D], [1, 3]),
      (.utf16LittleEndian, [0x61, 0x00, 0x3E, 0xD8, 0x62, 0x00, 0x80, 0xDD], [2, 6]),
      (.utf16BigEndian, [0x00, 0x61, 0x00], [2]),
      (.utf16BigEndian, [0xD8, 0x3E], [0]),
    ] as [(TextEncoding, [UInt8], [Int])], [1, 3, 100])
  func whatCannotBeDecodedIsReportedAndSpoilsItsRecord(_ sample: (TextEncoding, [UInt8], [Int]), piece: Int) {
    let result = transcode(sample.1, sample.0, piece: piece)
    #expect(result.bad == sample.2)
    #expect(result.text.filter { $0 == 0xFF }.count == sample.2.count)
    #expect(String(validating: result.text, as: UTF8.self) == nil)
  }

  @Test("encodings are known by their names") func encodingsAreKnownByTheirNames() {
    #expect(TextEncoding.allCases.map(\.rawValue) == ["utf-8", "iso-8859-1", "windows-1252", "utf-16le", "utf-16be"])
  }
}
