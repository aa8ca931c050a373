import Foundation

extension Library {
  mutating func defineTexts() {
    define("string", "<x-b?:s>") { _, arguments throws(EvaluationError) in
      guard !arguments.at(0).isUndefined else { return .undefined }
      return .string(try Stringify.checked(arguments[0], isPretty: arguments.at(1).isTrue))
    }
    defineText("lowercase") { $0.lowercased() }
    defineText("uppercase") { $0.uppercased() }
    defineText("trim") { text in
      text.split { $0 == " " || $0 == "\t" || $0.isNewline }.joined(separator: " ")
    }
    define("length", "<s-:n>") { _, arguments in
      arguments.at(0).string.map { .number(Double($0.unicodeScalars.count)) } ?? .undefined
    }
    define("substring", "<s-nn?:s>") { _, arguments in Texts.substring(arguments) }
    define("substringBefore", "<s-s:s>") { _, arguments in
      Texts.cut(arguments) { text, range in String(text[..<range.lowerBound]) }
    }
    define("substringAfter", "<s-s:s>") { _, arguments in
      Texts.cut(arguments) { text, range in String(text[range.upperBound...]) }
    }
    define("pad", "<s-ns?:s>") { _, arguments in Texts.padded(arguments) }
    define("match", "<s-f<s:o>n?:a<o>>") { call, arguments throws(EvaluationError) in
      try Patterns.matches(arguments, call)
    }
    define("contains", "<s-(sf):b>") { call, arguments throws(EvaluationError) in
      try Patterns.contains(arguments, call)
    }
    define("replace", "<s-(sf)(sf)n?:s>") { call, arguments throws(EvaluationError) in
      try Patterns.replaced(arguments, call)
    }
    define("split", "<s-(sf)n?:a<s>>") { call, arguments throws(EvaluationError) in
      try Patterns.split(arguments, call)
    }
    define("join", "<a<s>s?:s>") { _, arguments in
      guard let items = arguments.at(0).array?.items else { return .undefined }
      return .string(items.compactMap(\.string).joined(separator: arguments.at(1).string ?? ""))
    }
    defineEncodings()
  }

  private mutating func defineText(_ name: String, _ change: @escaping (String) -> String) {
    define(name, "<s-:s>") { _, arguments in arguments.at(0).string.map { .string(change($0)) } ?? .undefined }
  }

  private mutating func defineEncodings() {
    defineText("base64encode") { Data($0.utf8).base64EncodedString() }
    defineText("base64decode") { text in
      // What is no Base64 decodes to nothing, as browsers' own decoders leave out what they cannot read.
      Data(base64Encoded: text, options: .ignoreUnknownCharacters).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let component = "-_.!~*'()"
    defineURL("encodeUrlComponent") { Texts.percentEncoded($0, keeping: component) }
    defineURL("encodeUrl") { Texts.percentEncoded($0, keeping: component + ";/?:@&=+$,#") }
    defineURL("decodeUrlComponent") { Texts.percentDecoded($0, keeping: "") }
    defineURL("decodeUrl") { Texts.percentDecoded($0, keeping: ";/?:@&=+$,#") }
  }

  private mutating func defineURL(_ name: String, _ change: @escaping (String) -> String?) {
    define(name, "<s-:s>") { _, arguments throws(EvaluationError) in
      guard let text = arguments.at(0).string else { return .undefined }
      // A replacement character stands for half a surrogate pair, which no URL can carry.
      guard !text.unicodeScalars.contains("\u{FFFD}"), let changed = change(text) else {
        throw EvaluationError("D3140", "this text cannot be changed by $\(name)", token: name)
      }
      return .string(changed)
    }
  }
}

/// What functions do with texts. Places are counted in scalars.
enum Texts {
  /// A part of a text. Both ends are cut to whole places after they are added, as the reference does.
  static func substring(_ arguments: [Value]) -> Value {
    guard let text = arguments.at(0).string else { return .undefined }
    let scalars = Array(text.unicodeScalars)
    guard var start = arguments.at(1).number else { return .string(arguments.at(2).number == nil ? text : "") }
    if Double(scalars.count) + start < 0 { start = 0 }
    func place(_ number: Double) -> Int {
      let whole = whole(number)
      return min(whole < 0 ? max(0, scalars.count + whole) : whole, scalars.count)
    }
    guard let length = arguments.at(2).number else { return string(scalars[place(start)...]) }
    guard length > 0 else { return .string("") }
    let end = place(start >= 0 ? start + length : Double(scalars.count) + start + length)
    return string(scalars[min(place(start), end)..<end])
  }

  /// A number as a place; beyond all texts where it is greater than any.
  static func whole(_ number: Double) -> Int {
    number.isNaN ? 0 : Int(min(max(number.rounded(.towardZero), -1e15), 1e15))
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> Value {
    .string(String(String.UnicodeScalarView(scalars)))
  }

  /// Nothing for nothing; the whole text where the mark is not in it.
  static func cut(_ arguments: [Value], _ part: (String, Range<String.Index>) -> String) -> Value {
    guard let text = arguments.at(0).string else { return .undefined }
    guard let mark = arguments.at(1).string else { return .string(text) }
    let start = text.startIndex..<text.startIndex
    guard let range = mark.isEmpty ? start : text.range(of: mark, options: .literal) else { return .string(text) }
    return .string(part(text, range))
  }

  /// The longest text that padding makes: what a screen or a file could take.
  private static let widest = 10_000_000

  static func padded(_ arguments: [Value]) -> Value {
    guard let text = arguments.at(0).string else { return .undefined }
    let width = min(max(whole(arguments.at(1).number ?? 0), -widest), widest)
    let filling = Array((arguments.at(2).string.flatMap { $0.isEmpty ? nil : $0 } ?? " ").unicodeScalars)
    let missing = abs(width) - text.unicodeScalars.count
    guard missing > 0 else { return .string(text) }
    let padding = String(String.UnicodeScalarView((0..<missing).map { filling[$0 % filling.count] }))
    return .string(width < 0 ? padding + text : text + padding)
  }

  static func percentEncoded(_ text: String, keeping marks: String) -> String? {
    let kept = Set(marks.utf8)
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      if kept.contains(byte) || scalar.isASCII && scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) {
        result.unicodeScalars.append(scalar)
      } else {
        result += String(format: "%%%02X", byte)
      }
    }
    return result
  }

  /// Nil for a percent sign without two digits, and for bytes that are no UTF-8. Escapes of the kept marks stay.
  static func percentDecoded(_ text: String, keeping marks: String) -> String? {
    let kept = Set(marks.utf8)
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "%") else {
        result.append(bytes[at])
        at += 1
        continue
      }
      guard at + 3 <= bytes.count, let byte = UInt8(String(decoding: bytes[at + 1..<at + 3], as: UTF8.self), radix: 16)
      else { return nil }
      if kept.contains(byte) { result += bytes[at..<at + 3] } else { result.append(byte) }
      at += 3
    }
    return String(validating: result, as: UTF8.self)
  }
}
