/// Matching, splitting and replacing by patterns, by texts, and by functions that match as patterns do: called with a
/// text they give `match`, `start`, `end`, `groups` and `next`, a function for the following match.
enum Patterns {
  /// One match as functions are given it.
  private struct Found {
    let text: String
    let range: Range<Int>
    let groups: [Value]
    let next: Value
  }

  /// Calls a pattern as a function.
  static func match(_ pattern: Pattern, _ arguments: [Value], _ evaluator: Evaluator) throws(EvaluationError) -> Value {
    guard let text = arguments.at(0).string else { return .undefined }
    return try match(pattern, text, from: 0, evaluator)
  }

  private static func match(
    _ pattern: Pattern, _ text: String, from offset: Int, _ evaluator: Evaluator
  ) throws(EvaluationError) -> Value {
    let found = pattern.match(in: text, from: offset) { evaluator.isOver }
    guard let found else {
      if evaluator.isOver { throw EvaluationError("U1001", "the pattern took longer than it may") }
      return .undefined
    }
    guard !found.text.isEmpty else {
      throw EvaluationError("D1004", "the pattern matches a text of no length", token: pattern.source)
    }
    let result = ValueObject()
    result["match"] = .string(found.text)
    result["start"] = .number(Double(found.range.lowerBound))
    result["end"] = .number(Double(found.range.upperBound))
    result["groups"] = .array(of: found.groups.map { $0.map(Value.string) ?? .undefined })
    result["next"] = .function(
      Function(
        .native { call, _ throws(EvaluationError) in
          try match(pattern, text, from: found.range.upperBound, call.evaluator)
        }, arity: 0))
    return .object(result)
  }

  private static func found(_ value: Value) throws(EvaluationError) -> Found? {
    if value.isUndefined { return nil }
    guard let object = value.object, let start = object["start"].number, let end = object["end"].number,
      let groups = object["groups"].array, object["next"].isFunction, start >= 0, end >= start, end < 1e15
    else { throw EvaluationError("T1010", "what matches gives match, start, end, groups and next") }
    return Found(
      text: object["match"].string ?? "", range: Int(start)..<Int(end), groups: groups.items, next: object["next"])
  }

  /// All matches of a function in a text, as many as wanted.
  private static func all(
    _ function: Function, _ text: String, limit: Int, _ call: Function.Call
  ) throws(EvaluationError) -> [Found] {
    var result: [Found] = []
    var value = try call.evaluator.apply(function, [.string(text)], call.input, call.environment)
    while result.count < limit, let match = try found(value), let next = match.next.function {
      try call.evaluator.checkTime()
      result.append(match)
      value = try call.evaluator.apply(next, [], call.input, call.environment)
    }
    return result
  }

  private static func limit(_ value: Value, _ code: String, _ name: String) throws(EvaluationError) -> Int {
    guard let number = value.number else { return .max }
    guard number >= 0 else {
      throw EvaluationError(code, "the limit of $\(name) must not be negative", token: name)
    }
    return Texts.whole(number.rounded(.up))
  }

  // MARK: The functions

  static func contains(_ arguments: [Value], _ call: Function.Call) throws(EvaluationError) -> Value {
    guard let text = arguments.at(0).string else { return .undefined }
    if let part = arguments.at(1).string {
      return .bool(part.isEmpty || text.range(of: part, options: .literal) != nil)
    }
    guard let function = arguments.at(1).function else { return .undefined }
    return .bool(try !all(function, text, limit: 1, call).isEmpty)
  }

  static func matches(_ arguments: [Value], _ call: Function.Call) throws(EvaluationError) -> Value {
    guard let text = arguments.at(0).string, let function = arguments.at(1).function else { return .undefined }
    let limit = try limit(arguments.at(2), "D3040", "match")
    let result = ValueArray.sequence()
    for match in try all(function, text, limit: limit, call) {
      let object = ValueObject()
      object["match"] = .string(match.text)
      object["index"] = .number(Double(match.range.lowerBound))
      object["groups"] = .array(of: match.groups)
      result.items.append(.object(object))
    }
    return .array(result)
  }

  static func split(_ arguments: [Value], _ call: Function.Call) throws(EvaluationError) -> Value {
    guard let text = arguments.at(0).string else { return .undefined }
    let limit = try limit(arguments.at(2), "D3020", "split")
    if let separator = arguments.at(1).string {
      // Of pieces between texts a part of one is none; of matches it is one.
      let whole = Texts.whole((arguments.at(2).number ?? Double(limit)).rounded(.down))
      return .array(of: pieces(text, separator).prefix(whole).map(Value.string))
    }
    guard let function = arguments.at(1).function else { return .undefined }
    let units = Array(text.utf16)
    var result: [Value] = []
    var start = 0
    for match in try all(function, text, limit: limit, call) {
      result.append(.string(piece(units, start..<match.range.lowerBound)))
      start = match.range.upperBound
    }
    if result.count < limit { result.append(.string(piece(units, start..<units.count))) }
    return .array(of: result)
  }

  private static func pieces(_ text: String, _ separator: String) -> [String] {
    guard !separator.isEmpty else { return text.unicodeScalars.map { String(Character($0)) } }
    var result: [String] = []
    var rest = text[...]
    while let range = rest.range(of: separator, options: .literal) {
      result.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return result + [String(rest)]
  }

  /// UTF-16 units as text; places of a matcher of the expression's own may lie anywhere.
  private static func piece(_ units: [UInt16], _ range: Range<Int>) -> String {
    let start = min(max(range.lowerBound, 0), units.count)
    return String(decoding: units[start..<min(max(range.upperBound, start), units.count)], as: UTF16.self)
  }

  static func replaced(_ arguments: [Value], _ call: Function.Call) throws(EvaluationError) -> Value {
    guard let text = arguments.at(0).string else { return .undefined }
    if arguments.at(1).string?.isEmpty == true {
      throw EvaluationError("D3010", "$replace takes no empty text to look for", token: "replace")
    }
    let limit = try limit(arguments.at(3), "D3011", "replace")
    guard let function = arguments.at(1).function else {
      return try replaced(text, arguments.at(1).string ?? "", arguments.at(2), limit, call)
    }
    let units = Array(text.utf16)
    var result = ""
    var start = 0
    for match in try all(function, text, limit: limit, call) {
      result += piece(units, start..<match.range.lowerBound)
      result += try replacement(arguments.at(2), match, call)
      start = match.range.upperBound
    }
    return .string(result + piece(units, start..<units.count))
  }

  private static func replaced(
    _ text: String, _ part: String, _ replacement: Value, _ limit: Int, _ call: Function.Call
  ) throws(EvaluationError) -> Value {
    let pieces = pieces(text, part)
    guard pieces.count > 1, let new = replacement.string else { return .string(text) }
    var result = pieces[0]
    for (index, piece) in pieces.enumerated().dropFirst() { result += (index <= limit ? new : part) + piece }
    return .string(result)
  }

  private static func replacement(
    _ value: Value, _ match: Found, _ call: Function.Call
  ) throws(EvaluationError) -> String {
    if let template = value.string { return filled(template, match) }
    guard let function = value.function else { return "" }
    let object = ValueObject()
    object["match"] = .string(match.text)
    object["index"] = .number(Double(match.range.lowerBound))
    object["groups"] = .array(of: match.groups)
    let result = try call.evaluator.apply(function, [.object(object)], call.input, call.environment)
    guard let text = result.string else {
      throw EvaluationError("D3012", "a function that replaces must give a text", token: "replace")
    }
    return text
  }

  /// `$0` is the match, `$1` its first group, `$$` a dollar. Of `$12` as many digits count as there are groups for.
  private static func filled(_ template: String, _ match: Found) -> String {
    let letters = Array(template.unicodeScalars)
    var result = String.UnicodeScalarView()
    var at = 0
    while at < letters.count {
      guard letters[at] == "$" else {
        result.append(letters[at])
        at += 1
        continue
      }
      at += 1
      if at < letters.count, letters[at] == "$" {
        result.append("$")
        at += 1
        continue
      }
      let digits = letters[at...].prefix { ("0"..."9").contains($0) }
      guard !digits.isEmpty else {
        result.append("$")
        continue
      }
      let (text, count) = group(Array(digits), match)
      result.append(contentsOf: text.unicodeScalars)
      at += count
    }
    return String(result)
  }

  private static func group(_ digits: [Unicode.Scalar], _ match: Found) -> (text: String, digits: Int) {
    let longest = String(match.groups.count).count
    for count in (1...max(1, min(longest, digits.count))).reversed() {
      let number = Int(String(String.UnicodeScalarView(digits.prefix(count)))) ?? 0
      if number == 0 { return (match.text, 1) }
      if number <= match.groups.count { return (match.groups[number - 1].string ?? "", count) }
    }
    return ("", 1)
  }
}
