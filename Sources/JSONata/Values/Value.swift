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
  private var values: [Value] = []
  /// Where each key stands; only objects with many keys have one.
  private var places: [ExactText: Int] = [:]

  /// Up to so many keys are looked through, which is quicker than hashing.
  private static let few = 8

  var count: Int { keys.count }

  private func place(of key: ExactText) -> Int? {
    keys.count > Self.few ? places[key] : keys.firstIndex(of: key)
  }

  subscript(name: String) -> Value {
    get {
      guard let place = place(of: ExactText(name)) else { return .undefined }
      return values[place]
    }
    set {
      let key = ExactText(name)
      if let place = place(of: key) {
        values[place] = newValue
        return
      }
      keys.append(key)
      values.append(newValue)
      if keys.count == Self.few + 1 { index() } else if keys.count > Self.few { places[key] = keys.count - 1 }
    }
  }

  private func index() {
    places = [:]
    for (place, key) in keys.enumerated() { places[key] = place }
  }

  func contains(_ name: String) -> Bool { place(of: ExactText(name)) != nil }

  func remove(_ name: String) {
    guard let place = place(of: ExactText(name)) else { return }
    keys.remove(at: place)
    values.remove(at: place)
    if keys.count > Self.few { index() } else { places = [:] }
  }

  /// Names and values, names that are whole numbers first, as JavaScript orders them.
  var entries: [(name: String, value: Value)] {
    let all = zip(keys, values).map { (name: $0.0.text, value: $0.1) }
    guard keys.contains(where: { $0.index != nil }) else { return all }
    let numbered = zip(keys, all).compactMap { pair in pair.0.index.map { (index: $0, entry: pair.1) } }
    return numbered.sorted { $0.index < $1.index }.map(\.entry)
      + zip(keys, all).filter { $0.0.index == nil }.map(\.1)
  }

  func copy() -> ValueObject {
    let copy = ValueObject()
    (copy.keys, copy.values, copy.places) = (keys, values, places)
    return copy
  }
}

/// A text that equals another only where all its scalars do; Swift's own equality takes composed and decomposed letters
/// as one.
struct ExactText: Hashable {
  let text: String
  init(_ text: String) { self.text = text }

  static func == (a: ExactText, b: ExactText) -> Bool {
    // Texts of the same scalars are equal to Swift as well, and that is found out quickly.
    a.text == b.text && a.text.utf8.count == b.text.utf8.count && a.text.utf8.elementsEqual(b.text.utf8)
  }
  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The number of a key that JavaScript takes as the index of an array.
  var index: UInt32? {
    guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return nil }
    guard let number = UInt32(text), number < .max, text.utf8.elementsEqual(String(number).utf8) else { return nil }
    return number
  }
}
