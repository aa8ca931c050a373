import Clocks

/// A minute of a local calendar, without a zone.
package struct LocalMinute: Sendable, Hashable, Comparable {
  package let day: CalendarDay
  /// 0…1439.
  package let minuteOfDay: Int

  package init(day: CalendarDay, minuteOfDay: Int) {
    self.day = day
    self.minuteOfDay = minuteOfDay
  }

  /// Seconds since 1970 as if the local clock were UTC.
  var seconds: Int { day.daysSince1970 * 86_400 + minuteOfDay * 60 }

  package static func < (a: LocalMinute, b: LocalMinute) -> Bool { a.seconds < b.seconds }

  /// Reads `yyyy-MM-ddTHH:mm:ss` and nothing else.
  static func parse(_ text: Substring) -> (minute: LocalMinute, second: Int)? {
    let bytes = Array(text.utf8)
    guard bytes.count == 19, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let day = CalendarDay(String(text.prefix(10))),
      let hour = digits(bytes[11..<13]), let minute = digits(bytes[14..<16]), let second = digits(bytes[17..<19]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    return (LocalMinute(day: day, minuteOfDay: hour * 60 + minute), second)
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.allSatisfy { (0x30...0x39).contains($0) } ? Int(String(decoding: bytes, as: UTF8.self)) : nil
  }
}
