import JSON

extension Value {
  init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    // A number too great for a double is none that an expression could have.
    case .number(let text): self = .number(Double(text) ?? .nan)
    case .string(let text): self = .string(text)
    case .array(let items): self = .array(ValueArray(items.map(Value.init)))
    case .object(let object):
      let copy = ValueObject()
      for entry in object.entries { copy[entry.key] = Value(entry.value) }
      self = .object(copy)
    }
  }

  /// Nil for nothing and for functions, which no document can hold; where they stand inside, they are left out.
  var json: JSONValue? {
    switch self {
    case .undefined, .function: nil
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let number): NumberText.json(number)
    case .string(let text): .string(text)
    case .array(let array): .array(array.items.map { $0.json ?? .null })
    case .object(let object):
      .object(JSONObject(object.entries.compactMap { entry in entry.value.json.map { (entry.name, $0) } }))
    }
  }
}
