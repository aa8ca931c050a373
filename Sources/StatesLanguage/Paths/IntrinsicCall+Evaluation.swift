import Clocks
import Foundation
import JSON

/// Why a call of a function gave nothing: `States.IntrinsicFailure`, or a path in it that leads nowhere.
struct CallFailure: Error {
  let message: String
  /// The path that led nowhere, as written.
  var path: String?
  init(_ message: String) { self.message = message }
}

extension IntrinsicCall {
  func value(in scope: PathScope, _ random: inout RandomSource) throws(CallFailure) -> JSONValue {
    var values: [JSONValue] = []
    for argument in arguments { values.append(try Self.value(of: argument, scope, &random)) }
    return try IntrinsicArguments(function: function, values: values).result(&random)
  }

  private static func value(
    of argument: Argument, _ scope: PathScope, _ random: inout RandomSource
  ) throws(CallFailure) -> JSONValue {
    switch argument {
    case .string(let text): return .string(text)
    case .number(let text): return .number(text)
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .call(let call): return try call.value(in: scope, &random)
    case .path(let path):
      if let value = path.value(in: scope) { return value }
      var failure = CallFailure("the path \(path.text) leads nowhere")
      failure.path = path.text
      throw failure
    }
  }
}

/// A function with the values it is called with.
struct IntrinsicArguments {
  let function: IntrinsicFunction
  let values: [JSONValue]

  func result(_ random: inout RandomSource) throws(CallFailure) -> JSONValue {
    switch function {
    case .format: .string(try formatted())
    case .stringToJSON: try parsed()
    case .jsonToString: .string(values[0].text)
    case .array: .array(values)
    case .arrayPartition: try partition()
    case .arrayContains: .bool(try list(0).contains { $0.equals(values[1]) })
    case .arrayRange: try range()
    case .arrayGetItem: try item()
    case .arrayLength: .int(try list(0).count)
    case .arrayUnique: .array(Self.unique(try list(0)))
    case .base64Encode: .string(Data(try shortText(0).utf8).base64EncodedString())
    case .base64Decode: .string(try decoded())
    case .hash: .string(try hashed())
    case .jsonMerge: try merged()
    case .mathRandom: try drawn(&random)
    case .mathAdd: try sum()
    case .stringSplit: try split()
    case .uuid: .string(random.uuid())
    }
  }

  func failure(_ message: String) -> CallFailure { CallFailure("\(function.rawValue): \(message)") }

  // MARK: Arguments

  func list(_ index: Int) throws(CallFailure) -> [JSONValue] {
    guard let items = values[index].arrayValue else { throw failure("argument \(index + 1) is no array") }
    return items
  }

  func text(_ index: Int) throws(CallFailure) -> String {
    guard let text = values[index].stringValue else { throw failure("argument \(index + 1) is no text") }
    return text
  }

  /// At most 10,000 characters, as AWS takes it.
  func shortText(_ index: Int) throws(CallFailure) -> String {
    let text = try text(index)
    guard text.unicodeScalars.count <= 10_000 else { throw failure("a text has at most 10000 characters here") }
    return text
  }

  /// A number with a fraction is rounded, as AWS does.
  func integer(_ index: Int) throws(CallFailure) -> Int {
    guard let number = values[index].doubleValue, number.isFinite else {
      throw failure("argument \(index + 1) is no number")
    }
    if let exact = values[index].intValue { return Int(exact) }
    return Int(saturating: number)
  }

  // MARK: Texts

  private func formatted() throws(CallFailure) -> String {
    let template = Array(try text(0).unicodeScalars)
    var result = ""
    var at = 0
    var used = 1
    while at < template.count {
      switch template[at] {
      case "\\":
        guard at + 1 < template.count else { throw failure("the backslash at the end escapes nothing") }
        result.unicodeScalars.append(template[at + 1])
        at += 1
      case "{":
        guard at + 1 < template.count, template[at + 1] == "}" else {
          throw failure("an open brace is escaped, as \\{")
        }
        guard used < values.count else { throw failure("there are more {} than arguments") }
        result += try inserted(used)
        used += 1
        at += 1
      case "}": throw failure("a closing brace is escaped, as \\}")
      case let scalar: result.unicodeScalars.append(scalar)
      }
      at += 1
    }
    guard used == values.count else { throw failure("there are \(used - 1) {} and \(values.count - 1) arguments") }
    return result
  }

  private func inserted(_ index: Int) throws(CallFailure) -> String {
    switch values[index] {
    case .string(let text): return text
    case .array, .object:
      throw failure("an array or an object cannot be put into a text; States.JsonToString writes it")
    case let value: return value.text
    }
  }

  private func parsed() throws(CallFailure) -> JSONValue {
    let text = try text(0)
    do {
      return try JSONValue(parsing: text)
    } catch {
      throw failure("the text is \(error)")
    }
  }

  private func decoded() throws(CallFailure) -> String {
    guard let data = Data(base64Encoded: try shortText(0)), let text = String(validating: data, as: UTF8.self) else {
      throw failure("the text is no Base64 of a text")
    }
    return text
  }

  /// Empty parts are left out, and the delimiters are a set of characters.
  private func split() throws(CallFailure) -> JSONValue {
    let delimiters = Set(try text(1).unicodeScalars)
    let parts = try text(0).unicodeScalars.split { delimiters.contains($0) }
    return .array(parts.map { .string(String($0)) })
  }
}
