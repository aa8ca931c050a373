import Foundation
import Project

/// Line ends of old Macs: a CR alone. A file that holds a CR and no LF outside of its quotes is read with each such CR as a
/// line end; records and their numbers stay what they are.
struct LineEnds {
  /// Nil where nothing quotes.
  let quote: UInt8?

  func areCarriageReturns(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    guard memchr(base, 0x0A, bytes.count) != nil else { return memchr(base, 0x0D, bytes.count) != nil }
    return areCarriageReturnsOutsideOfQuotes(bytes)
  }

  /// Whether every LF stands in quotes that are closed again. Most files answer with their first line.
  private func areCarriageReturnsOutsideOfQuotes(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var isInside = false
    var hasReturn = false
    for byte in bytes {
      if byte == quote {
        isInside.toggle()
      } else if !isInside {
        if byte == 0x0A { return false }
        if byte == 0x0D { hasReturn = true }
      }
    }
    return hasReturn && !isInside
  }

  /// Quotes that are never closed are no reason to lose the lines: then every CR ends one.
  func replaced(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let result = replaced(bytes, quote: quote)
    return result.isInside ? replaced(bytes, quote: nil).text : result.text
  }

  private func replaced(_ bytes: UnsafeRawBufferPointer, quote: UInt8?) -> (text: [UInt8], isInside: Bool) {
    var isInside = false
    var text = Array(bytes)
    for index in text.indices {
      if text[index] == quote { isInside.toggle() } else if text[index] == 0x0D, !isInside { text[index] = 0x0A }
    }
    return (text, isInside)
  }
}
