import Canvas

/// A line of text with the role of each part. Text from outside is made harmless on its way in, so a line can be printed
/// to any terminal.
package struct StyledLine: Sendable, Hashable, ExpressibleByStringLiteral {
  package struct Span: Sendable, Hashable {
    package let text: String
    package let role: Role
    package let attributes: Attributes
  }

  package private(set) var spans: [Span] = []

  package init() {}
  package init(stringLiteral value: String) { append(value) }
  package init(_ text: String, _ role: Role = .text, _ attributes: Attributes = []) { append(text, role, attributes) }

  package mutating func append(_ text: String, _ role: Role = .text, _ attributes: Attributes = []) {
    let clean = TextSanitizer.line(text)
    if !clean.isEmpty { spans.append(Span(text: clean, role: role, attributes: attributes)) }
  }

  package mutating func append(_ line: StyledLine) { spans += line.spans }

  package static func + (a: StyledLine, b: StyledLine) -> StyledLine {
    var sum = a
    sum.append(b)
    return sum
  }

  /// The text without its look.
  package var text: String { spans.map(\.text).joined() }
  package var isEmpty: Bool { spans.isEmpty }
  /// In columns of a terminal.
  package var width: Int { spans.reduce(0) { $0 + TextWidth.of($1.text) } }

  /// Cut to at most `columns`, an ellipsis last when something was cut; nil leaves it whole.
  package func cut(to columns: Int?, glyphs: Glyphs) -> StyledLine {
    guard let columns, width > columns else { return self }
    var result = StyledLine()
    var free = columns - TextWidth.of(glyphs.ellipsis)
    for span in spans where free > 0 {
      let kept = TextFit.prefix(span.text, columns: free)
      result.append(kept, span.role, span.attributes)
      free -= TextWidth.of(kept)
      if kept != span.text { break }
    }
    result.append(glyphs.ellipsis, .dim)
    return result
  }

  /// Blanks on one side until it is `columns` wide.
  package func padded(to columns: Int, align: TextAlignment = .left) -> StyledLine {
    let blanks = StyledLine(String(repeating: " ", count: max(0, columns - width)))
    return align == .right ? blanks + self : self + blanks
  }
}

extension String {
  /// Without the blanks at its end.
  var trimmingBlanks: String {
    var view = Substring(self)
    while view.last == " " { view.removeLast() }
    return String(view)
  }
}

extension [StyledLine] {
  /// The lines as text without any look, each ended by a line break: to copy.
  package var plainText: String {
    map { line in String(line.text.reversed().drop { $0 == " " }.reversed()) + "\n" }.joined()
  }
}
