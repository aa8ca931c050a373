import Clocks
import Foundation
import JSON

/// Bounds of a column's values in the log's form, from the engine's text of them. Nil where no bound can be given.
extension DeltaType {
  func lowerBound(_ text: String) -> JSONValue? {
    switch self {
    case .string: .string(BoundText.lower(text))
    case .timestamp: EngineTimestamp(text).map { .string($0.millisecondText(.down)) }
    default: exactBound(text)
    }
  }

  func upperBound(_ text: String) -> JSONValue? {
    switch self {
    case .string: BoundText.upper(text).map(JSONValue.string)
    case .timestamp: EngineTimestamp(text).map { .string($0.millisecondText(.up)) }
    default: exactBound(text)
    }
  }

  private func exactBound(_ text: String) -> JSONValue? {
    switch self {
    case .boolean: PartitionValue.boolean(text).map(JSONValue.bool)
    case .date: CalendarDay(text).map { .string($0.description) }
    case .byte, .short, .integer, .long: Int64(text).map { .int($0) }
    case .float, .double, .decimal: Self.number(text)
    default: nil
    }
  }

  /// Infinity and NaN are no JSON and drop out here.
  private static func number(_ text: String) -> JSONValue? {
    guard let value = try? JSONValue(parsing: text), value.numberText != nil else { return nil }
    return value
  }
}

/// Texts cut to the length Delta writers agreed on.
enum BoundText {
  static let length = 32

  static func lower(_ text: String) -> String {
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: text.unicodeScalars.prefix(length))
    return String(cut)
  }

  /// A text at or above the whole of it: the cut alone would lie below what it was cut from. Nil when there is none.
  static func upper(_ text: String) -> String? {
    var scalars = Array(text.unicodeScalars.prefix(length))
    guard scalars.count < text.unicodeScalars.count else { return text }
    while let last = scalars.popLast() {
      guard let next = successor(of: last) else { continue }
      scalars.append(next)
      var raised = String.UnicodeScalarView()
      raised.append(contentsOf: scalars)
      return String(raised)
    }
    return nil
  }

  private static func successor(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    // The surrogates between are no characters.
    scalar.value == 0xD7FF ? Unicode.Scalar(0xE000) : Unicode.Scalar(scalar.value + 1)
  }
}

/// A moment as the engine prints it: `2024-01-02 03:04:05.123456+00`, always UTC.
struct EngineTimestamp: Hashable {
  let day: CalendarDay
  let microseconds: Int64

  init?(_ text: String) {
    var clock = text.hasSuffix("+00") ? text.dropLast(3) : text[...]
    guard clock.utf8.count >= 19, let day = CalendarDay(String(clock.prefix(10))) else { return nil }
    clock = clock.dropFirst(11)
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hour = Self.digits(parts[0], 2), let minute = Self.digits(parts[1], 2) else {
      return nil
    }
    let second = parts[2].split(separator: ".", maxSplits: 1)
    guard let whole = second.first.flatMap({ Self.digits($0, 2) }) else { return nil }
    var fraction: Int64 = 0
    if second.count == 2 {
      guard second[1].utf8.count <= 6, let value = Self.digits(second[1], second[1].utf8.count) else { return nil }
      fraction = (second[1].utf8.count..<6).reduce(value) { sum, _ in sum * 10 }
    }
    self.day = day
    microseconds = ((hour * 60 + minute) * 60 + whole) * 1_000_000 + fraction
  }

  private static func digits(_ text: Substring, _ count: Int) -> Int64? {
    guard text.utf8.count == count, count > 0, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }

  /// To the millisecond, downwards or upwards.
  func millisecondText(_ rule: FloatingPointRoundingRule) -> String {
    let milliseconds = (microseconds + (rule == .up ? 999 : 0)) / 1000
    let base = Int64(day.daysSince1970) * 86_400_000
    return Timestamp.text(Date(epochMilliseconds: base + milliseconds))
  }

  /// Whole: six digits of the second.
  var text: String {
    let seconds = Date(epochMilliseconds: Int64(day.daysSince1970) * 86_400_000 + microseconds / 1_000_000 * 1000)
    let fraction = String(microseconds % 1_000_000 + 1_000_000).dropFirst()
    return Timestamp.text(seconds).dropLast("000Z".count) + fraction + "Z"
  }
}
