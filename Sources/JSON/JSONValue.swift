/// One JSON value (RFC 8259). Numbers keep the exact text they came with, so decimals survive a round trip; objects
/// keep the order of their keys.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// The number's text, as written: `12.50` stays `12.50`.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// An object whose keys keep their order. Setting an existing key replaces its value in place; setting nil removes it.
package struct JSONObject: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  package private(set) var entries: [(key: String, value: JSONValue)]

  package init(_ entries: [(String, JSONValue)] = []) {
    self.entries = []
    guard entries.count > 16 else {
      for (key, value) in entries { self[key] = value }
      return
    }
    // Looking through the keys for each key of a large object would take its square of steps.
    var places: [String: Int] = [:]
    for (key, value) in entries {
      if let place = places[key] {
        self.entries[place].value = value
      } else {
        places[key] = self.entries.count
        self.entries.append((key, value))
      }
    }
  }

  package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

  /// Keeps the caller's promise that no key repeats, so that large objects are built without a scan per key.
  init(unique entries: [(key: String, value: JSONValue)]) { self.entries = entries }

  package var keys: [String] { entries.map(\.key) }
  package var isEmpty: Bool { entries.isEmpty }

  package subscript(key: String) -> JSONValue? {
    get { entries.first { $0.key == key }?.value }
    set {
      let index = entries.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append((key, value))
      case (nil, nil): break
      }
    }
  }

  package static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.entries.count == b.entries.count && a.entries.allSatisfy { b[$0.key] == $0.value }
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(entries.count) }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .number(String(value)) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
  package init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
  package static func int(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

  /// A double as its shortest text; null when it is not finite, because JSON has no such number.
  package static func double(_ value: Double) -> JSONValue {
    guard value.isFinite else { return .null }
    if value == value.rounded(), abs(value) < 1e15 { return .number(String(Int64(value))) }
    return .number("\(value)")
  }

  /// A string, or null when absent.
  package static func optional(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
  package static func optional(_ value: (some BinaryInteger)?) -> JSONValue { value.map { .int($0) } ?? .null }

  package var stringValue: String? { if case .string(let text) = self { text } else { nil } }
  package var numberText: String? { if case .number(let text) = self { text } else { nil } }
  package var intValue: Int64? { numberText.flatMap { Int64($0) } }
  package var doubleValue: Double? { numberText.flatMap { Double($0) } }
  package var boolValue: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  package var arrayValue: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
  package var objectValue: JSONObject? { if case .object(let object) = self { object } else { nil } }
  package var isNull: Bool { self == .null }

  /// The value under a key, or nil when this is no object or has no such key.
  package subscript(key: String) -> JSONValue? { objectValue?[key] }
}
