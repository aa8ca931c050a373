import JSON

extension QueryFailure {
  /// Reads the engine's error text: one JSON object where `errors_as_json` is in force, else `Kind Error: message`.
  ///
  /// - Parameter redacting: texts that must not appear in the message, because they were bound.
  init(engineText text: String, sql: String, redacting redaction: Redaction) {
    let raw = RawFailure(text)
    let position = raw.position.flatMap { (0...sql.utf8.count).contains($0) ? $0 : nil }
    self.init(
      kind: Self.kind(raw), message: redaction.apply(to: raw.message),
      excerpt: Self.excerpt(of: sql, around: position ?? 0), position: position)
  }

  private static func kind(_ raw: RawFailure) -> Kind {
    switch raw.type {
    case "INTERRUPT": .interrupted
    case "Permission": .permission
    case "Out of Memory": .outOfMemory
    case "IO": isDiskFull(raw.message) ? .diskFull : .inputOutput
    case "Parser", "Syntax": .syntax
    case "Binder", "Catalog": .binder(candidates: raw.candidates)
    case "Constraint": .constraint
    case "Conversion", "Out of Range", "Mismatch Type": .conversion
    case "FATAL", "INTERNAL": .fatal
    default: raw.message.hasPrefix(RowFunction.errorMark) ? .rowSource : .other(raw.type)
    }
  }

  private static func isDiskFull(_ message: String) -> Bool {
    message.contains("No space left on device") || message.contains("Disk quota exceeded")
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

  init(_ text: String) {
    // An error of the engine that is not JSON is read as plain text below; why it is not JSON does not matter.
    if text.hasPrefix("{"), let object = try? JSONValue(parsing: text),
      let message = object["exception_message"]?.stringValue
    {
      self.message = message
      type = object["exception_type"]?.stringValue ?? ""
      position = object["position"]?.stringValue.flatMap { Int($0) }
      candidates = Self.list(object["candidates"]?.stringValue)
    } else {
      message = text
      splitKind()
    }
  }

  private mutating func splitKind() {
    for mark in [" Error: ", " exception: "] {
      guard let range = message.range(of: mark), message[..<range.lowerBound].allSatisfy({ $0.isLetter || $0 == " " })
      else { continue }
      type = String(message[..<range.lowerBound])
      message = String(message[range.upperBound...])
      return
    }
  }

  private static func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map { String($0) }
  }
}
