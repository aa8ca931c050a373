import Canvas

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

  /// A short value for labels and sentences: `12.3k`, `12.3 %`.
  package func short(_ value: Double) -> String {
    self == .percent ? NumberText.percent(value) : NumberText.compact(value)
  }
}
