import Canvas
import Words

/// How the values of a chart are said.
package enum ValueFormat: Hashable, Sendable {
  case integer
  case decimal(Int)
  /// Two decimals with thousands; the currency stands in the title.
  case money
  /// Values are fractions: 0.12 is 12 %.
  case percent

  /// The whole value: `12,345.60`, `12.3 %`.
  package func text(_ value: Double) -> String {
    switch self {
    case .integer: NumberText.fixed(value)
    case .decimal(let decimals): NumberText.fixed(value, decimals: decimals)
    case .money: NumberText.money(value)
    case .percent: NumberText.percent(value)
    }
  }

  /// The whole value from its exact text, digit by digit; nil where the text is not a plain decimal, or is a fraction to
  /// be shown in per cent.
  package func text(exact: String) -> String? {
    guard let number = ExactNumber(exact) else { return nil }
    switch self {
    case .integer: return number.text(decimals: 0)
    case .decimal(let decimals): return number.text(decimals: decimals)
    case .money: return number.text(decimals: 2)
    case .percent: return nil
    }
  }

  /// A short value for labels and sentences: `12.3k`, `12.3 %`.
  package func short(_ value: Double) -> String {
    self == .percent ? NumberText.percent(value) : NumberText.compact(value)
  }
}
