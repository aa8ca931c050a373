/// A decimal number as text, written for people without going through binary fractions: what a table holds exactly is
/// shown exactly.
package struct ExactNumber: Hashable, Sendable {
  private let isNegative: Bool
  private let whole: [UInt8]
  private let fraction: [UInt8]

  /// Nil unless the text is digits with an optional sign and an optional point: `-1234.50`. Exponents are no exact text.
  package init?(_ text: String) {
    var digits = Array(text.utf8)[...]
    let sign = digits.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
    guard isPlain, let first = parts.first, !first.isEmpty, parts.count == 1 || !parts[1].isEmpty else { return nil }
    isNegative = sign == UInt8(ascii: "-")
    whole = Array(first.drop { $0 == UInt8(ascii: "0") })
    fraction = parts.count > 1 ? Array(parts[1]) : []
  }

  /// Decimals as written.
  package var decimals: Int { fraction.count }

  /// `1,234.50`: thousands apart, rounded half away from zero to so many decimals; nil keeps all there are.
  package func text(decimals wanted: Int? = nil) -> String {
    let wanted = max(0, wanted ?? fraction.count)
    var digits = whole + fraction.prefix(wanted)
    digits += Array(repeating: UInt8(ascii: "0"), count: max(0, wanted - fraction.count))
    if fraction.count > wanted, fraction[wanted] >= UInt8(ascii: "5") { Self.increment(&digits) }
    let isZero = digits.allSatisfy { $0 == UInt8(ascii: "0") }
    let units = Self.grouped(digits.dropLast(wanted))
    let rest = wanted > 0 ? [UInt8(ascii: ".")] + digits.suffix(wanted) : []
    return (isNegative && !isZero ? "-" : "") + String(decoding: units + rest, as: UTF8.self)
  }

  private static func increment(_ digits: inout [UInt8]) {
    for index in digits.indices.reversed() {
      guard digits[index] == UInt8(ascii: "9") else {
        digits[index] += 1
        return
      }
      digits[index] = UInt8(ascii: "0")
    }
    digits.insert(UInt8(ascii: "1"), at: 0)
  }

  private static func grouped(_ digits: ArraySlice<UInt8>) -> [UInt8] {
    if digits.isEmpty { return [UInt8(ascii: "0")] }
    var result: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(digit)
    }
    return result
  }
}
