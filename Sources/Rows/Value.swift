import Clocks

/// One value going into or coming out of the engine.
package enum Value: Sendable, Hashable {
  case null
  case bool(Bool)
  /// Every integer type up to 64 bits. An unsigned one beyond `Int64.max` comes as `exact`.
  case int(Int64)
  case double(Double)
  /// A decimal, or an integer of 128 bits, as its exact text: `12.50`, `-3`.
  case exact(String)
  /// Text, and every type that has no case of its own but a plain text: time, interval, uuid, enum, infinite dates.
  case text(String)
  case blob([UInt8])
  case date(CalendarDay)
  /// Microseconds since 1970-01-01 00:00 UTC. A timestamp without a zone is taken as UTC.
  case timestamp(Int64)
  case list([Value])
  case map([Pair])
  case structure([Field])

  package struct Pair: Sendable, Hashable {
    package let key: Value
    package let value: Value
    package init(key: Value, value: Value) {
      self.key = key
      self.value = value
    }
  }

  package struct Field: Sendable, Hashable {
    package let name: String
    package let value: Value
    package init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }
}

extension Value {
  package var isNull: Bool { self == .null }

  package var boolValue: Bool? { if case .bool(let flag) = self { flag } else { nil } }

  package var textValue: String? { if case .text(let text) = self { text } else { nil } }

  /// The value as an integer, when it is a whole number that fits.
  package var intValue: Int64? {
    switch self {
    case .int(let number): number
    case .exact(let text): Int64(text)
    default: nil
    }
  }

  /// The nearest double of any number.
  package var doubleValue: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    case .exact(let text): Double(text)
    default: nil
    }
  }

  /// A structure's field, or a map's value under a text key; nil when there is none.
  package subscript(name: String) -> Value? {
    switch self {
    case .structure(let fields): fields.first { $0.name == name }?.value
    case .map(let pairs): pairs.first { $0.key == .text(name) }?.value
    default: nil
    }
  }
}
