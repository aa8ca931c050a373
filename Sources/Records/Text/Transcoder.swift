/// Turns text of another encoding into UTF-8, piece by piece.
///
/// What cannot be decoded becomes the byte FF, which UTF-8 never holds: the record around it is faulted by the scan
/// instead of being changed in silence. UTF-8 passes through as it is.
package struct Transcoder {
  package let encoding: TextEncoding
  /// Where in the source, counted from its first byte, something could not be decoded.
  package private(set) var undecodable: [Int] = []
  private var position = 0
  /// The bytes of a character that the last piece cut in two.
  private var pending: [UInt8] = []

  package init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// Appends the UTF-8 of the source's next piece.
  package mutating func transcode(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    switch encoding {
    case .utf8: output.append(contentsOf: bytes)
    case .latin1, .windows1252: singleBytes(bytes, into: &output)
    case .utf16LittleEndian, .utf16BigEndian: units(bytes, into: &output)
    }
    position += bytes.count
  }

  /// Says that the source ended; a character cut off there is reported.
  package mutating func finish(into output: inout [UInt8]) {
    guard !pending.isEmpty else { return }
    fail(at: position - pending.count, into: &output)
    pending = []
  }

  private mutating func fail(at offset: Int, into output: inout [UInt8]) {
    undecodable.append(offset)
    output.append(0xFF)
  }

  private func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    // A scalar always has a UTF-8 form.
    output.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
  }

  private mutating func singleBytes(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    output.reserveCapacity(output.count + bytes.count + bytes.count / 8)
    for (index, byte) in bytes.enumerated() {
      if byte < 0x80 {
        output.append(byte)
      } else if let scalar = encoding.scalar(byte) {
        append(scalar, to: &output)
      } else {
        fail(at: position + index, into: &output)
      }
    }
  }

  private mutating func units(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    let source = pending + bytes
    let first = position - pending.count
    pending = []
    var at = 0
    while at < source.count {
      let length = step(source, at)
      guard at + length <= source.count else { break }
      if let scalar = scalar(source, at, length) {
        append(scalar, to: &output)
        at += length
      } else {
        fail(at: first + at, into: &output)
        at += 2
      }
    }
    pending = Array(source[min(at, source.count)...])
  }

  /// Bytes of the character at a place, as far as can be told from its first unit.
  private func step(_ source: [UInt8], _ at: Int) -> Int {
    guard at + 1 < source.count else { return 2 }
    return (0xD800..<0xDC00).contains(unit(source, at)) ? 4 : 2
  }

  private func unit(_ source: [UInt8], _ at: Int) -> UInt32 {
    let (first, second) = (UInt32(source[at]), UInt32(source[at + 1]))
    return encoding == .utf16LittleEndian ? second << 8 | first : first << 8 | second
  }

  private func scalar(_ source: [UInt8], _ at: Int, _ length: Int) -> Unicode.Scalar? {
    let high = unit(source, at)
    guard length == 4 else { return Unicode.Scalar(high) }
    let low = unit(source, at + 2)
    guard (0xDC00..<0xE000).contains(low) else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }
}
