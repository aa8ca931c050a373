import Canvas
import Words

/// Writes SVG text: every attribute and text escaped, coordinates with one decimal.
struct SVGWriter {
  private var body = ""

  mutating func element(_ name: String, _ attributes: [(String, String)]) {
    body += "<\(name)\(Self.list(attributes))/>\n"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ more: [(String, String)]) {
    let ends = [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)].map { ($0.0, Self.number($0.1)) }
    element("line", ends + more)
  }

  mutating func text(_ text: String, _ x: Double, _ y: Double, _ more: [(String, String)]) {
    let attributes = [("x", Self.number(x)), ("y", Self.number(y))] + more
    body += "<text\(Self.list(attributes))>\(Self.escape(TextSanitizer.line(text)))</text>\n"
  }

  /// The whole picture; its summary is what a screen reader says.
  func document(width: Double, height: Double, summary: String) -> String {
    let (w, h) = (Self.number(width), Self.number(height))
    let said = Self.escape(TextSanitizer.line(summary))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(w) \(h)" role="img" aria-label="\(said)" \
      font-family="system-ui, sans-serif" font-size="12">
      <title>\(said)</title>
      \(body)</svg>

      """
  }

  static func number(_ value: Double) -> String {
    let text = NumberText.fixed(value, decimals: 1).filter { $0 != "," }
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  static func points(_ places: [(Double, Double)]) -> String {
    places.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
  }

  private static func list(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(escape($0.1))\"" }.joined()
  }

  static func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}
