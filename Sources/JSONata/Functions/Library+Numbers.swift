import Foundation

extension Library {
  mutating func defineNumbers() {
    defineNumber("floor") { $0.rounded(.down) }
    defineNumber("ceil") { $0.rounded(.up) }
    defineNumber("abs") { $0.magnitude }
    define("round", "<n-n?:n>") { _, arguments in
      guard let number = arguments.at(0).number else { return .undefined }
      return .number(Numbers.rounded(number, Texts.whole(arguments.at(1).number ?? 0)))
    }
    define("sqrt", "<n-:n>") { _, arguments throws(EvaluationError) in
      guard let number = arguments.at(0).number else { return .undefined }
      guard number >= 0 else { throw EvaluationError("D3060", "a negative number has no square root", token: "sqrt") }
      return .number(number.squareRoot())
    }
    define("power", "<n-n:n>") { _, arguments throws(EvaluationError) in
      guard let base = arguments.at(0).number, let exponent = arguments.at(1).number else { return .undefined }
      let result = pow(base, exponent)
      guard result.isFinite else { throw EvaluationError("D3061", "the power is out of range", token: "power") }
      return .number(result)
    }
    define("random", "<:n>") { call, _ in .number(Double.random(in: 0..<1, using: &call.evaluator.random)) }
    define("number", "<(nsb)-:n>") { _, arguments throws(EvaluationError) in try Numbers.number(arguments.at(0)) }
    define("boolean", "<x-:b>") { _, arguments in arguments.at(0).truth.map(Value.bool) ?? .undefined }
    define("not", "<x-:b>") { _, arguments in arguments.at(0).truth.map { .bool(!$0) } ?? .undefined }
    define("formatBase", "<n-n?:s>") { _, arguments throws(EvaluationError) in
      guard let number = arguments.at(0).number else { return .undefined }
      let base = Numbers.rounded(arguments.at(1).number ?? 10, 0)
      guard (2...36).contains(base) else {
        throw EvaluationError("D3100", "a base is from 2 to 36", token: "formatBase")
      }
      return .string(Numbers.text(Numbers.rounded(number, 0), base: Int(base)))
    }
    define("formatNumber", "<n-so?:s>") { _, arguments throws(EvaluationError) in
      guard let number = arguments.at(0).number else { return .undefined }
      return .string(
        try NumberPicture(arguments.at(1).string ?? "", options: arguments.at(2).object).text(of: number))
    }
    define("formatInteger", "<n-s:s>") { _, arguments throws(EvaluationError) in
      guard let number = arguments.at(0).number else { return .undefined }
      return .string(try IntegerPicture(arguments.at(1).string ?? "").text(of: number.rounded(.down)))
    }
    define("parseInteger", "<s-s:n>") { _, arguments throws(EvaluationError) in
      guard let text = arguments.at(0).string else { return .undefined }
      let picture = try IntegerPicture(arguments.at(1).string ?? "")
      return try picture.checkedNumber(of: text).map(Value.number) ?? .undefined
    }
  }

  private mutating func defineNumber(_ name: String, _ change: @escaping (Double) -> Double) {
    define(name, "<n-:n>") { _, arguments in arguments.at(0).number.map { .number(change($0)) } ?? .undefined }
  }
}

enum Numbers {
  /// Rounds half to even at a number of decimals; negative ones round to tens.
  static func rounded(_ number: Double, _ decimals: Int) -> Double {
    guard number.isFinite, (-330...330).contains(decimals) else { return number }
    // The decimal digits decide what is half, not the binary ones: 1.005 to two decimals is such a case.
    let shifted = Double(NumberText.text(number) + "e\(decimals)") ?? shiftedByText(number, decimals)
    let rounded = shifted.rounded(.toNearestOrEven)
    let result = Double("\(rounded)e\(-decimals)") ?? shiftedByText(rounded, -decimals)
    return result == 0 ? 0 : result
  }

  /// For numbers whose text has an exponent already.
  private static func shiftedByText(_ number: Double, _ decimals: Int) -> Double {
    let parts = "\(number)".split(separator: "e", maxSplits: 1)
    let exponent = (parts.count == 2 ? Int(parts[1]) ?? 0 : 0) + decimals
    return Double("\(parts[0])e\(exponent)") ?? number
  }

  static func text(_ number: Double, base: Int) -> String {
    // Beyond 2^63 doubles have no single units left; the plain text is as exact.
    guard let whole = Int64(exactly: number) else { return NumberText.text(number) }
    return String(whole, radix: base)
  }

  static func number(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .undefined, .number: return value
    case .bool(let flag): return .number(flag ? 1 : 0)
    case .string(let text):
      if let number = decimal(text) ?? prefixed(text) { return .number(number) }
      throw EvaluationError("D3030", "“\(text)” is no number", token: "number")
    default: throw EvaluationError("D3030", "this is no number", token: "number")
    }
  }

  /// A number as JSON writes it, zeros before it allowed.
  private static func decimal(_ text: String) -> Double? {
    var rest = text.utf8[...]
    func digits(_ rest: inout Substring.UTF8View) -> Int {
      let run = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(run.count)
      return run.count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard digits(&rest) > 0 else { return nil }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits(&rest) > 0 else { return nil }
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits(&rest) > 0 else { return nil }
    }
    guard rest.isEmpty, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// `0x1F`, `0b101`, `0o17`.
  private static func prefixed(_ text: String) -> Double? {
    let radix = ["0x": 16, "0o": 8, "0b": 2][text.prefix(2).lowercased()]
    guard let radix, text.utf8.count > 2 else { return nil }
    var result = 0.0
    for character in text.dropFirst(2) {
      guard let digit = character.hexDigitValue, digit < radix else { return nil }
      result = result * Double(radix) + Double(digit)
    }
    return result
  }
}
