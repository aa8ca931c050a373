import Foundation

/// Moments and days as text, always UTC: RFC 3339 for moments, ISO 8601 for days.
package enum Timestamp {
  /// `2026-11-21T06:10:00.123Z`: milliseconds, no more digits and no fewer.
  package static func text(_ moment: Date) -> String {
    // Ten million years are enough; the bounds keep the steps below from overflowing.
    let milliseconds = Int64(saturating: min(max(moment.timeIntervalSince1970, -3e14), 3e14) * 1000)
    let (days, inDay) = split(milliseconds, 86_400_000)
    let (second, milli) = (inDay / 1000, inDay % 1000)
    return "\(CalendarDay(daysSince1970: Int(days)))T\(pad(second / 3600)):\(pad(second / 60 % 60)):"
      + "\(pad(second % 60)).\(pad(milli, 3))Z"
  }

  /// Reads RFC 3339 (`T` or a space between, `Z`, an offset, or nothing for UTC; up to nine digits of a second) or a day,
  /// which means its midnight. Nil on anything else.
  package static func parse(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let day = CalendarDay(String(decoding: bytes[..<10], as: UTF8.self)) else { return nil }
    let midnight = TimeInterval(day.daysSince1970) * 86_400
    if bytes.count == 10 { return Date(timeIntervalSince1970: midnight) }
    guard [UInt8(ascii: "T"), UInt8(ascii: " ")].contains(bytes[10]) else { return nil }
    guard let (clock, rest) = clockTime(bytes[11...]), let offset = zoneOffset(rest) else { return nil }
    return Date(timeIntervalSince1970: midnight + clock - offset)
  }

  static func pad(_ value: some BinaryInteger, _ width: Int = 2) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  private static func split(_ value: Int64, _ unit: Int64) -> (Int64, Int64) {
    let whole = value >= 0 ? value / unit : -((-value + unit - 1) / unit)
    return (whole, value - whole * unit)
  }

  private static func clockTime(_ bytes: ArraySlice<UInt8>) -> (TimeInterval, ArraySlice<UInt8>)? {
    var rest = bytes
    guard let hour = number(&rest, 2), hour < 24, drop(&rest, ":"), let minute = number(&rest, 2), minute < 60
    else { return nil }
    var seconds = TimeInterval(hour * 3600 + minute * 60)
    guard drop(&rest, ":") else { return (seconds, rest) }
    guard let second = number(&rest, 2), second <= 60 else { return nil }
    seconds += TimeInterval(second)
    guard drop(&rest, ".") else { return (seconds, rest) }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count), let fraction = Double("0." + String(decoding: digits, as: UTF8.self))
    else { return nil }
    return (seconds + fraction, rest.dropFirst(digits.count))
  }

  private static func zoneOffset(_ bytes: ArraySlice<UInt8>) -> TimeInterval? {
    if bytes.isEmpty || bytes.elementsEqual("Z".utf8) { return 0 }
    var rest = bytes
    guard let sign: Double = drop(&rest, "+") ? 1 : drop(&rest, "-") ? -1 : nil, let hour = number(&rest, 2)
    else { return nil }
    if rest.isEmpty { return sign * TimeInterval(hour * 3600) }
    _ = drop(&rest, ":")
    guard let minute = number(&rest, 2), rest.isEmpty else { return nil }
    return sign * TimeInterval(hour * 3600 + minute * 60)
  }

  private static func drop(_ bytes: inout ArraySlice<UInt8>, _ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes = bytes.dropFirst()
    return true
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>, _ digits: Int) -> Int? {
    guard bytes.count >= digits, bytes.prefix(digits).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    defer { bytes = bytes.dropFirst(digits) }
    return Int(String(decoding: bytes.prefix(digits), as: UTF8.self))
  }
}
