/// A call of one of the 18 functions of JSONPath states: `States.Format('{} of {}', $.n, States.ArrayLength($.all))`.
package struct IntrinsicCall: Sendable, Hashable {
  package indirect enum Argument: Sendable, Hashable {
    case string(String)
    /// As written.
    case number(String)
    case null
    case bool(Bool)
    case path(JSONPath)
    case call(IntrinsicCall)
  }

  package let function: IntrinsicFunction
  package let arguments: [Argument]

  package init(parsing text: String) throws(PathError) {
    var reader = IntrinsicReader(text)
    self = try reader.whole()
  }

  fileprivate init(_ function: IntrinsicFunction, _ arguments: [Argument]) {
    (self.function, self.arguments) = (function, arguments)
  }
}

/// The functions, with how many arguments each takes.
package enum IntrinsicFunction: String, Sendable, Hashable, CaseIterable {
  case format = "States.Format"
  case stringToJSON = "States.StringToJson"
  case jsonToString = "States.JsonToString"
  case array = "States.Array"
  case arrayPartition = "States.ArrayPartition"
  case arrayContains = "States.ArrayContains"
  case arrayRange = "States.ArrayRange"
  case arrayGetItem = "States.ArrayGetItem"
  case arrayLength = "States.ArrayLength"
  case arrayUnique = "States.ArrayUnique"
  case base64Encode = "States.Base64Encode"
  case base64Decode = "States.Base64Decode"
  case hash = "States.Hash"
  case jsonMerge = "States.JsonMerge"
  case mathRandom = "States.MathRandom"
  case mathAdd = "States.MathAdd"
  case stringSplit = "States.StringSplit"
  case uuid = "States.UUID"

  package var arity: ClosedRange<Int> {
    switch self {
    case .uuid: 0...0
    case .stringToJSON, .jsonToString, .arrayLength, .arrayUnique, .base64Encode, .base64Decode: 1...1
    case .arrayPartition, .arrayContains, .arrayGetItem, .hash, .mathAdd, .stringSplit: 2...2
    case .mathRandom: 2...3
    case .arrayRange, .jsonMerge: 3...3
    case .format: 1...10_000
    case .array: 0...10_000
    }
  }

  /// Whether a literal argument at a place must be a number.
  fileprivate func wantsNumber(at index: Int) -> Bool {
    switch self {
    case .mathAdd, .mathRandom, .arrayRange: true
    case .arrayPartition, .arrayGetItem: index == 1
    default: false
    }
  }
}

private struct IntrinsicReader {
  private let text: String
  private let scalars: [Unicode.Scalar]
  private var at = 0

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  private static let deepest = 50

  private func error(_ what: String) -> PathError { PathError("“\(text)” is no call of a function: \(what)") }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  private mutating func skipBlanks() { while next == " " { at += 1 } }

  mutating func whole() throws(PathError) -> IntrinsicCall {
    let call = try call(depth: 0)
    skipBlanks()
    guard next == nil else { throw error("something stands after it") }
    return call
  }

  private mutating func call(depth: Int) throws(PathError) -> IntrinsicCall {
    guard depth < Self.deepest else { throw error("it is nested too deeply") }
    let start = at
    while let scalar = next, scalar.properties.isIDContinue || scalar == "." { at += 1 }
    let name = String(String.UnicodeScalarView(scalars[start..<at]))
    guard let function = IntrinsicFunction(rawValue: name) else { throw error("there is no function \(name)") }
    guard take("(") else { throw error("( is expected after \(name)") }
    var arguments: [IntrinsicCall.Argument] = []
    skipBlanks()
    if !take(")") {
      repeat {
        // The escapes of a template are its own to read: an escaped brace is no place for a value.
        arguments.append(try argument(depth, isTemplate: function == .format && arguments.isEmpty))
      } while take(",")
      guard take(")") else { throw error("a comma or ) is expected") }
    }
    try check(function, arguments)
    return IntrinsicCall(function, arguments)
  }

  private func check(_ function: IntrinsicFunction, _ arguments: [IntrinsicCall.Argument]) throws(PathError) {
    guard function.arity.contains(arguments.count) else {
      let wanted = function.arity
      let words = wanted.lowerBound == wanted.upperBound ? "\(wanted.lowerBound)" : "\(wanted.lowerBound) or more"
      throw error("\(function.rawValue) takes \(words) arguments, not \(arguments.count)")
    }
    for (index, argument) in arguments.enumerated() where function.wantsNumber(at: index) {
      switch argument {
      case .number, .path, .call: continue
      default: throw error("argument \(index + 1) of \(function.rawValue) is a number or a path")
      }
    }
  }

  private mutating func argument(_ depth: Int, isTemplate: Bool) throws(PathError) -> IntrinsicCall.Argument {
    skipBlanks()
    defer { skipBlanks() }
    guard let scalar = next else { throw error("an argument is missing") }
    if scalar == "'" { return .string(try string(isTemplate: isTemplate)) }
    if scalar == "$" { return .path(try path()) }
    if scalar == "-" || ("0"..."9").contains(scalar) { return .number(try number()) }
    let rest = scalars[at...]
    for (word, value) in [("null", IntrinsicCall.Argument.null), ("true", .bool(true)), ("false", .bool(false))]
    where rest.starts(with: word.unicodeScalars) {
      at += word.unicodeScalars.count
      return value
    }
    return .call(try call(depth: depth + 1))
  }

  private mutating func number() throws(PathError) -> String {
    let start = at
    while let scalar = next, ("0"..."9").contains(scalar) || "+-.eE".unicodeScalars.contains(scalar) { at += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<at]))
    guard let number = Double(text), number.isFinite else { throw error("“\(text)” is no number") }
    return text
  }

  private mutating func string(isTemplate: Bool) throws(PathError) -> String {
    at += 1
    var result = String.UnicodeScalarView()
    while let scalar = next {
      at += 1
      if scalar == "'" { return String(result) }
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      guard let escaped = next else { throw error("the backslash at the end escapes nothing") }
      at += 1
      if isTemplate { result.append("\\") }
      result.append(escaped)
    }
    throw error("a text has no closing quote")
  }

  /// Up to the comma or parenthesis that ends the argument.
  private mutating func path() throws(PathError) -> JSONPath {
    let start = at
    var depth = 0
    var quote: Unicode.Scalar?
    while let scalar = next {
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
      } else if scalar == "[" || scalar == "(" {
        depth += 1
      } else if depth > 0, scalar == "]" || scalar == ")" {
        depth -= 1
      } else if depth == 0, scalar == "," || scalar == ")" {
        break
      }
      at += 1
    }
    let text = String(String.UnicodeScalarView(scalars[start..<at]))
    return try JSONPath(parsing: text.trimmingSuffix { $0 == " " })
  }
}

extension String {
  fileprivate func trimmingSuffix(while drops: (Character) -> Bool) -> String {
    var result = self
    while let last = result.last, drops(last) { result.removeLast() }
    return result
  }
}
