import Canvas
import Operations
import Words

/// Figures as they are shown everywhere. What is not known is a dash, never a zero.
package enum FigureText {
  package static func count(_ value: Int64?, _ glyphs: Glyphs) -> String {
    value.map { NumberText.integer(Int($0)) } ?? glyphs.dash
  }

  package static func seconds(_ value: Double?, _ glyphs: Glyphs) -> String {
    value.map(AgeText.duration) ?? glyphs.dash
  }

  /// `100 %`, `97.5 %`. Rounded down: a score of less than one never reads 100 %.
  package static func score(_ value: Double?, _ glyphs: Glyphs) -> String {
    guard let value, value.isFinite else { return glyphs.dash }
    return ScoreText.percent(value)
  }

  package static func scoreRole(_ value: Double?) -> Role {
    guard let value else { return .dim }
    return value >= 1 ? .text : value >= 0.9 ? .late : .failed
  }

  /// A measured value of a rule: as few digits as it has, six at most.
  package static func measure(_ value: Double?, _ glyphs: Glyphs) -> String {
    guard let value else { return glyphs.dash }
    if value == value.rounded(), abs(value) < 1e15 { return NumberText.fixed(value) }
    var text = NumberText.measure(value, decimals: 6)
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }

  package static func bytes(_ value: Int64?, _ glyphs: Glyphs) -> String {
    value.map { NumberText.bytes(Int($0)) } ?? glyphs.dash
  }

  /// `1 rule`, `2 rules`.
  package static func plural(_ count: Int, _ noun: String) -> String {
    "\(NumberText.integer(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
