import Glibc

/// A path as the system has it: bytes, which need not be UTF-8.
package struct RawPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// What a person reads and a journal keeps: bytes that are no UTF-8 stand as `\xE9`, so that two names stay two.
  package var description: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      let length = (1...4).first { $0 <= rest.count && String(validating: rest.prefix($0), as: UTF8.self) != nil }
      if let length, let piece = String(validating: rest.prefix(length), as: UTF8.self) {
        text += piece
        rest = rest.dropFirst(length)
      } else {
        text += "\\x" + (first < 16 ? "0" : "") + String(first, radix: 16, uppercase: true)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  package var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// The last name of the path.
  package var name: RawPath { RawPath(bytes: Array(bytes.split(separator: 0x2F).last ?? [])) }

  package func appending(_ name: RawPath) -> RawPath { RawPath(bytes: bytes + [0x2F] + name.bytes) }

  package func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (bytes + [0]).withUnsafeBytes { buffer in
      // The buffer holds at least the closing zero, so it has an address.
      try body(buffer.baseAddress!.assumingMemoryBound(to: CChar.self))
    }
  }

  package static func < (left: RawPath, right: RawPath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension RawPath {
  /// The path without links, `.` and `..`; nil when something on it is missing.
  package var resolved: RawPath? {
    withCString { path in
      guard let real = realpath(path, nil) else { return nil }
      defer { free(real) }
      return RawPath(bytes: Array(UnsafeRawBufferPointer(start: real, count: strlen(real))))
    }
  }

  /// Whether the path is the folder, or lies below it.
  package func isInside(_ folder: RawPath) -> Bool {
    let prefix = folder.bytes.last == 0x2F ? folder.bytes : folder.bytes + [0x2F]
    return bytes == folder.bytes || bytes.starts(with: prefix)
  }

  /// Whether one of its names is this one.
  package func passes(_ name: String) -> Bool {
    bytes.split(separator: 0x2F).contains { $0.elementsEqual(name.utf8) }
  }
}
