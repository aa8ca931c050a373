import Canvas

/// Turns roles into what a terminal is told. A command prints a few lines into whatever theme the terminal has, so it uses
/// the sixteen colours that the person chose there, and few of them.
package enum Ink: Sendable, Hashable {
  /// Text alone: for files, pipes, dumb terminals and NO_COLOR.
  case none
  case sixteen

  package func text(_ lines: [StyledLine]) -> String { lines.map { text($0) + "\n" }.joined() }

  package func text(_ line: StyledLine) -> String {
    guard self == .sixteen else { return line.text.trimmingBlanks }
    return line.spans.map { span in
      let codes = Self.codes(span)
      return codes.isEmpty ? span.text : "\u{1B}[\(codes)m\(span.text)\u{1B}[0m"
    }.joined()
  }

  /// Select Graphic Rendition (ECMA-48 §8.3.117).
  private static func codes(_ span: StyledLine.Span) -> String {
    var codes = colour(span.role)
    if span.attributes.contains(.bold) { codes.append("1") }
    if span.attributes.contains(.dim) { codes.append("2") }
    return codes.joined(separator: ";")
  }

  private static func colour(_ role: Role) -> [String] {
    switch role {
    case .ok, .rise: ["32"]
    case .late, .threshold: ["33"]
    case .failed, .danger, .fall: ["31"]
    case .running, .accent, .link: ["36"]
    case .series1, .axis: ["34"]
    case .series2: ["35"]
    case .series3: ["33"]
    case .series4: ["32"]
    case .title, .kpi: ["1"]
    case .dim, .border, .gridline, .unit, .kpiLabel, .stale, .unknown, .disabled: ["2"]
    default: []
    }
  }
}
