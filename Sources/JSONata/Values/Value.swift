/// A value of an expression. Numbers are doubles, as in the reference implementation.
enum Value {
  /// Nothing: the result of a path that leads nowhere.
  case undefined
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array(ValueArray)
  case object(ValueObject)
  case function(Function)

  var isUndefined: Bool { if case .undefined = self { true } else { false } }
  var isFunction: Bool { if case .function = self { true } else { false } }
  var array: ValueArray? { if case .array(let array) = self { array } else { nil } }
  var object: ValueObject? { if case .object(let object) = self { object } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var string: String? { if case .string(let string) = self { string } else { nil } }
  var function: Function? { if case .function(let function) = self { function } else { nil } }

  static func array(of items: [Value]) -> Value { .array(ValueArray(items)) }
}

/// An array. A class, because what an evaluation knows of an array (that it is a sequence of results, say) stays with it
/// where it goes.
final class ValueArray {
  var items: [Value]
  /// Made by an evaluation: one item stands for itself, none for nothing.
  var isSequence = false
  /// A sequence that stays an array with one item: `path[]`.
  var keepsSingleton = false
  /// Written as an array in the expression: is not flattened into the results of a path.
  var isConstructed = false
  /// The items are bindings of a path with `@`, `#` or `%`: objects whose `@` is the value.
  var isTupleStream = false
  /// Stands around an input that is an array, so that it is one context.
  var isOuterWrapper = false

  init(_ items: [Value] = []) { self.items = items }

  static func sequence(_ items: [Value] = []) -> ValueArray {
    let array = ValueArray(items)
    array.isSequence = true
    return array
  }
}

/// An object whose keys keep the order they came in. A class, so that a transform can change the copy it searched.
final class ValueObject {
  private(set) var keys: [ExactText] = []
  private var values: [ExactText: Value] = [:]

  var count: Int { keys.count }

  subscript(name: String) -> Value {
    get { values[ExactText(name)] ?? .undefined }
    set {
      let key = ExactText(name)
      if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
    }
  }

  func contains(_ name: String) -> Bool { values[ExactText(name)] != nil }

  func remove(_ name: String) {
    let key = ExactText(name)
    if values.removeValue(forKey: key) != nil { keys.removeAll { $0 == key } }
  }

  /// Names and values, names that are whole numbers first, as JavaScript orders them.
  var entries: [(name: String, value: Value)] { orderedKeys.map { ($0.text, values[$0] ?? .undefined) } }

  private var orderedKeys: [ExactText] {
    guard keys.contains(where: { $0.index != nil }) else { return keys }
    let numbered = keys.filter { $0.index != nil }.sorted { ($0.index ?? 0) < ($1.index ?? 0) }
    return numbered + keys.filter { $0.index == nil }
  }

  func copy() -> ValueObject {
    let copy = ValueObject()
    copy.keys = keys
    copy.values = values
    return copy
  }
}

/// A text that equals another only where all its scalars do; Swift's own equality takes composed and decomposed letters
/// as one.
struct ExactText: Hashable {
  let text: String
  init(_ text: String) { self.text = text }

  static func == (a: ExactText, b: ExactText) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }
  func hash(into hasher: inout Hasher) { for byte in text.utf8 { hasher.combine(byte) } }

  /// The number of a key that JavaScript takes as the index of an array.
  var index: UInt32? {
    guard let number = UInt32(text), number < .max, text.utf8.elementsEqual(String(number).utf8) else { return nil }
    return number
  }
}
