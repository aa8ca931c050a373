extension Library {
  mutating func defineObjects() {
    define("keys", "<x-:a<s>>") { _, arguments in
      let names = Objects.names(arguments.at(0))
      return .array(.sequence(names.map { .string($0.text) }))
    }
    define("lookup", "<x-s:x>") { _, arguments in
      Evaluator.field(arguments.at(1).string ?? "", of: arguments.at(0))
    }
    define("spread", "<x-:a<o>>") { _, arguments in
      Objects.spread(arguments.at(0))
    }
    define("merge", "<a<o>:o>") { _, arguments in
      guard let items = arguments.at(0).array?.items else { return .undefined }
      let result = ValueObject()
      for item in items { for entry in item.object?.entries ?? [] { result[entry.name] = entry.value } }
      return .object(result)
    }
    define("exists", "<x:b>") { _, arguments in .bool(!arguments.at(0).isUndefined) }
    define("type", "<x:s>") { _, arguments in
      Objects.typeName(arguments.at(0)).map(Value.string) ?? .undefined
    }
    define("clone", "<(oa)-:o>") { _, arguments in arguments.at(0).deepCopy }
    define("error", "<s?:x>") { _, arguments throws(EvaluationError) in
      throw EvaluationError("D3137", arguments.at(0).string ?? "$error() function evaluated", token: "error")
    }
    define("assert", "<bs?:x>") { _, arguments throws(EvaluationError) in
      guard arguments.at(0).isTrue else {
        throw EvaluationError("D3141", arguments.at(1).string ?? "$assert() statement failed", token: "assert")
      }
      return .undefined
    }
  }
}

enum Objects {
  static func names(_ value: Value) -> [ExactText] {
    switch value {
    case .object(let object): return object.entries.map { ExactText($0.name) }
    case .array(let array):
      var seen: Set<ExactText> = []
      return array.items.flatMap(names).filter { seen.insert($0).inserted }
    default: return []
    }
  }

  /// An object as one object for each of its keys. Of a list there is a list, also where it has one item.
  static func spread(_ value: Value) -> Value {
    switch value {
    case .object(let object):
      return .array(
        .sequence(
          object.entries.map { entry in
            let single = ValueObject()
            single[entry.name] = entry.value
            return .object(single)
          }))
    case .array(let array):
      let items = array.items.flatMap { item in
        let spread = spread(item)
        return spread.array?.items ?? (spread.isUndefined ? [] : [spread])
      }
      return items.isEmpty ? .undefined : .array(of: items)
    default: return value
    }
  }

  static func typeName(_ value: Value) -> String? {
    switch value {
    case .undefined: nil
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    case .function: "function"
    }
  }
}
