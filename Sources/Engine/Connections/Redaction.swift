import Rows

/// Takes bound values out of the engine's messages, which quote values that do not fit: `Could not convert string 'x'`.
struct Redaction: Sendable {
  private var texts: Set<String> = []

  static let replacement = "…"

  mutating func add(_ values: some Sequence<Value>) { for value in values { add(value) } }

  private mutating func add(_ value: Value) {
    switch value {
    case .text(let text), .exact(let text): texts.insert(text)
    case .blob, .date, .timestamp, .double, .int: texts.insert(value.displayText)
    case .list(let items): add(items)
    case .map(let pairs): add(pairs.flatMap { [$0.key, $0.value] })
    case .structure(let fields): add(fields.map(\.value))
    case .null, .bool: break
    }
  }

  /// The text with every bound value replaced: wherever it stands in quotes, and from four characters on also bare. A
  /// shorter one is left alone outside of quotes, because it would take harmless parts of the sentence with it.
  func apply(to message: String) -> String {
    var message = message
    for text in texts.sorted(by: { $0.utf8.count > $1.utf8.count }) where !text.isEmpty {
      for quote in ["'", "\""] {
        message = message.replacing(quote + text + quote, with: quote + Self.replacement + quote)
      }
      if text.count >= 4 { message = message.replacing(text, with: Self.replacement) }
    }
    return message
  }
}
