import Project
import Records

/// Turns a text of another encoding into UTF-8. What cannot be decoded becomes a byte that is no UTF-8, so that its record is
/// quarantined.
struct Transcoding {
  let encoding: TextEncoding
  init(from encoding: TextEncoding) { self.encoding = encoding }

  private static let pieceSize = 1 << 20

  func run(_ bytes: UnsafeRawBufferPointer, into file: PendingFile) throws {
    var transcoder = Transcoder(encoding)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
      output.removeAll(keepingCapacity: true)
      let end = min(start + Self.pieceSize, bytes.count)
      transcoder.transcode(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), into: &output)
      if end == bytes.count { transcoder.finish(into: &output) }
      try output.withUnsafeBytes { try file.append($0) }
    }
  }

  func utf8(_ bytes: [UInt8]) -> [UInt8] {
    var transcoder = Transcoder(encoding)
    var output: [UInt8] = []
    bytes.withUnsafeBytes { transcoder.transcode($0, into: &output) }
    transcoder.finish(into: &output)
    return output
  }
}

extension SourceDefinition.Encoding {
  /// Nil for UTF-8, which is read as it is.
  var transcoded: TextEncoding? {
    switch self {
    case .utf8: nil
    case .latin1: .latin1
    case .windows1252: .windows1252
    case .utf16LittleEndian: .utf16LittleEndian
    case .utf16BigEndian: .utf16BigEndian
    }
  }
}
