import JSON

/// A part of the log that cannot be taken, before it is known which table and file it belongs to: `DeltaTable` turns it
/// into a `DeltaError`.
package enum DeltaFormatError: Error, Sendable, Hashable {
  /// The text breaks the format: what was found.
  case malformed(String)
  /// The text is well formed, but asks for something this program does not do: the feature's name.
  case unsupported(String)
}

extension JSONValue {
  /// A member that must be there and must not be null.
  func member(_ key: String) throws(DeltaFormatError) -> JSONValue {
    guard let value = self[key], !value.isNull else { throw .malformed("\"\(key)\" is missing") }
    return value
  }

  func text(_ key: String) throws(DeltaFormatError) -> String {
    guard let text = try member(key).stringValue else { throw .malformed("\"\(key)\" is not a text") }
    return text
  }

  func integer(_ key: String) throws(DeltaFormatError) -> Int64 {
    guard let value = try member(key).intValue else { throw .malformed("\"\(key)\" is not a whole number") }
    return value
  }

  /// A map of texts; absent and null are an empty one, a null value stays nil.
  func textMap(_ key: String) throws(DeltaFormatError) -> [String: String?] {
    guard let value = self[key], !value.isNull else { return [:] }
    guard let object = value.objectValue else { throw .malformed("\"\(key)\" is not an object") }
    var map: [String: String?] = [:]
    for (name, value) in object.entries {
      guard value.isNull || value.stringValue != nil else {
        throw .malformed("\"\(key)\" holds \(value.text) where a text is expected")
      }
      map.updateValue(value.stringValue, forKey: name)
    }
    return map
  }
}

extension JSONValue {
  /// A map of texts as an object, keys in order, so that equal maps give equal lines.
  static func map(_ values: [String: String?]) -> JSONValue {
    .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, .optional($0.value)) }))
  }
}
