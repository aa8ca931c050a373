import JSON

extension JSONValue {
  /// Sorted, so that equal ones are equal texts.
  package static func textsByName(_ texts: [String: String]) -> JSONValue {
    .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }

  /// The members that are texts.
  package var textsByName: [String: String] {
    let texts = (objectValue?.entries ?? []).compactMap { entry in entry.value.stringValue.map { (entry.key, $0) } }
    return Dictionary(texts) { first, _ in first }
  }
}
