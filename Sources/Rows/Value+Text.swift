import Clocks
import JSON

extension Value {
  /// The value for a person: null is empty, text is itself, a moment reads `2026-11-21 06:10:00`, lists and maps look as
  /// the engine prints them.
  package var displayText: String {
    switch self {
    case .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    case .double(let number): "\(number)"
    case .exact(let text), .text(let text): text
    case .blob(let bytes): "\\x" + Self.hex(bytes)
    case .date(let day): day.description
    case .timestamp(let microseconds): Self.momentText(microseconds, separator: " ")
    case .list(let items): "[" + items.map(\.nestedText).joined(separator: ", ") + "]"
    case .map(let pairs):
      "{" + pairs.map { "\($0.key.nestedText)=\($0.value.nestedText)" }.joined(separator: ", ") + "}"
    case .structure(let fields):
      "{" + fields.map { "'\($0.name)': \($0.value.nestedText)" }.joined(separator: ", ") + "}"
    }
  }

  /// The value as JSON: exact numbers keep their digits, days and moments are ISO 8601 strings (moments with `Z`), bytes
  /// are hexadecimal, a map becomes an object keyed by its keys' text. A double that is not finite becomes null.
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    case .exact(let text): .number(text)
    case .text(let text): .string(text)
    case .blob(let bytes): .string(Self.hex(bytes))
    case .date(let day): .string(day.description)
    case .timestamp(let microseconds): .string(Self.momentText(microseconds, separator: "T") + "Z")
    case .list(let items): .array(items.map(\.json))
    case .map(let pairs): .object(JSONObject(pairs.map { ($0.key.displayText, $0.value.json) }))
    case .structure(let fields): .object(JSONObject(fields.map { ($0.name, $0.value.json) }))
    }
  }

  private var nestedText: String { isNull ? "NULL" : displayText }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// Day, separator, time of day; the fraction only where there is one, without trailing zeros.
  private static func momentText(_ microseconds: Int64, separator: String) -> String {
    let perDay: Int64 = 86_400_000_000
    let inDay = ((microseconds % perDay) + perDay) % perDay
    // Divided before subtracting: near Int64.min the difference itself would overflow.
    let days = microseconds / perDay - (microseconds % perDay < 0 ? 1 : 0)
    return CalendarDay(daysSince1970: Int(days)).description + separator + TimeOfDay.text(microseconds: inDay)
  }
}

/// A time of day, or a span of time, as `06:10:00` with its fraction where there is one.
package enum TimeOfDay {
  package static func text(microseconds: Int64) -> String {
    let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let clock = "\(pad(seconds / 3600, 2)):\(pad(seconds / 60 % 60, 2)):\(pad(seconds % 60, 2))"
    guard fraction != 0 else { return clock }
    var digits = pad(fraction, 6)
    while digits.hasSuffix("0") { digits.removeLast() }
    return clock + "." + digits
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
