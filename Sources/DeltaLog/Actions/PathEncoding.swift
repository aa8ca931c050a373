/// File paths as `add.path` and `remove.path` hold them: percent-encoded, so a folder that is itself named with percent
/// signs (`s=a%20b`) stands encoded twice (`s=a%2520b`).
package enum PathEncoding {
  private static let literal: [Bool] = {
    var literal = [Bool](repeating: false, count: 256)
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    for byte in (letters + "-_.~/=:+&,'()!*@$;").utf8 { literal[Int(byte)] = true }
    return literal
  }()

  package static func encode(_ path: String) -> String {
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      if literal[Int(byte)] {
        bytes.append(byte)
      } else {
        bytes.append(contentsOf: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The path on disk. A percent sign that starts no escape stays; `file:` goes, however many slashes follow it. Throws
  /// when the bytes are no UTF-8.
  package static func decode(_ text: String) throws(DeltaFormatError) -> String {
    let source = Array(text.utf8)
    var bytes: [UInt8] = []
    var at = 0
    while at < source.count {
      if source[at] == UInt8(ascii: "%"), let byte = escaped(source, at) {
        bytes.append(byte)
        at += 3
      } else {
        bytes.append(source[at])
        at += 1
      }
    }
    guard let path = String(validating: bytes, as: UTF8.self) else { throw .malformed("the path \(text) is not UTF-8") }
    return withoutScheme(path)
  }

  /// `file:/p`, `file:///p` and `file://localhost/p` are one path (RFC 8089).
  private static func withoutScheme(_ path: String) -> String {
    guard path.hasPrefix("file:/") else { return path }
    for start in ["file://localhost/", "file:///", "file:/"] where path.hasPrefix(start) {
      return "/" + path.dropFirst(start.count)
    }
    return path
  }

  private static func escaped(_ bytes: [UInt8], _ at: Int) -> UInt8? {
    guard at + 2 < bytes.count, let high = hex(bytes[at + 1]), let low = hex(bytes[at + 2]) else { return nil }
    return high << 4 | low
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
