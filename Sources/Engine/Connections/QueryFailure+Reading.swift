import Foundation
import JSON

extension QueryFailure {
  /// Reads the engine's error text: a JSON object, as the database asks for, or `Kind Error: message`.
  ///
  /// - Parameter redacting: texts that must not appear in the message, because they were bound.
  init(engineText text: String, sql: String, redacting redaction: Redaction) {
    let raw = RawFailure(text)
    let position = raw.position.flatMap { Self.byteOffset($0, in: sql, isCharacters: raw.type == "Parser") }
    self.init(
      kind: Self.kind(raw), message: redaction.apply(to: raw.message),
      excerpt: Self.excerpt(of: sql, around: position ?? 0), position: position)
  }

  private static func kind(_ raw: RawFailure) -> Kind {
    if raw.message.hasPrefix(RowFunction.errorMark) { return .rowSource }
    return switch raw.type {
    case "INTERRUPT": .interrupted
    case "Permission": .permission
    case "Out of Memory": .outOfMemory
    case "IO": [ENOSPC, EDQUOT].contains(raw.systemError) ? .diskFull : .inputOutput
    case "Parser", "Syntax": .syntax
    case "Binder", "Catalog": .binder(candidates: raw.candidates)
    case "Constraint": .constraint
    case "Conversion", "Out of Range", "Mismatch Type": .conversion
    case "FATAL", "INTERNAL": .fatal
    default: .other(raw.type)
    }
  }

  /// The engine's parser counts characters, its binder bytes.
  static func byteOffset(_ position: Int, in sql: String, isCharacters: Bool) -> Int? {
    guard position >= 0 else { return nil }
    guard isCharacters else { return position <= sql.utf8.count ? position : nil }
    let scalars = sql.unicodeScalars
    let index = scalars.index(scalars.startIndex, offsetBy: position, limitedBy: scalars.endIndex)
    return index.map { sql.utf8.distance(from: sql.startIndex, to: $0) }
  }

  /// At most 200 characters of the statement, starting a little before the byte the engine points at.
  private static func excerpt(of sql: String, around position: Int) -> String {
    let bytes = sql.utf8
    let from = bytes.index(bytes.startIndex, offsetBy: max(0, position - 80))
    return String(sql[(from.samePosition(in: sql) ?? sql.startIndex)...].prefix(200))
  }
}

/// The engine's error text taken apart.
private struct RawFailure {
  var type = ""
  var message: String
  var position: Int?
  var candidates: [String] = []
  /// The number of the failed system call's error, 0 when there was none.
  var systemError: Int32 = 0

  init(_ text: String) {
    message = text
    splitType()
    // What is not JSON is plain text already; why it is not JSON does not matter.
    guard message.hasPrefix("{"), let object = try? JSONValue(parsing: message),
      let inner = object["exception_message"]?.stringValue
    else { return }
    message = inner
    type = object["exception_type"]?.stringValue ?? type
    position = object["position"]?.stringValue.flatMap { Int($0) }
    candidates = Self.list(object["candidates"]?.stringValue)
    systemError = object["errno"]?.stringValue.flatMap { Int32($0) } ?? 0
  }

  /// `Parser Error: …` stands before plain messages, and before the JSON of parser errors too.
  private mutating func splitType() {
    guard let mark = message.firstRange(of: " Error: "),
      message[..<mark.lowerBound].allSatisfy({ $0.isLetter || $0 == " " })
    else { return }
    type = String(message[..<mark.lowerBound])
    message = String(message[mark.upperBound...])
  }

  private static func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
  }
}
