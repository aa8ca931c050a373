import CDuckDB

/// 128-bit integers and decimals as text and back.
enum WideInteger {
  static func value(_ stored: cduckdb_hugeint) -> Int128 { Int128(stored.upper) << 64 | Int128(stored.lower) }

  static func stored(_ value: Int128) -> cduckdb_hugeint {
    cduckdb_hugeint(lower: UInt64(truncatingIfNeeded: value), upper: Int64(truncatingIfNeeded: value >> 64))
  }

  /// `-1250` with a scale of 2 is `-12.50`.
  static func text(_ unscaled: Int128, scale: Int) -> String {
    guard scale > 0 else { return String(unscaled) }
    var digits = String(unscaled.magnitude)
    digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let point = digits.index(digits.endIndex, offsetBy: -scale)
    return (unscaled < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }

  /// Reads plain decimal notation of up to 38 digits; nil on anything else, exponents included.
  static func parse(_ text: String) -> (unscaled: Int128, width: Int, scale: Int)? {
    let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : Substring(text)
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else {
      return nil
    }
    let digits = parts.joined()
    guard digits.utf8.count <= 38, let magnitude = Int128(digits) else { return nil }
    let scale = parts.count == 2 ? parts[1].utf8.count : 0
    return (text.hasPrefix("-") ? -magnitude : magnitude, digits.utf8.count, scale)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
