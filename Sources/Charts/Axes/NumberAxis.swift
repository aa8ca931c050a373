import Canvas
import Glibc
import Words

/// A place on an axis with its name.
package struct Tick: Hashable, Sendable {
  /// 0 at the start of the axis, 1 at its end.
  package let position: Double
  package let label: String
}

/// An axis of values: nice ticks, one suffix for all of them.
package struct NumberAxis: Hashable, Sendable {
  package let lower: Double
  package let upper: Double
  package let ticks: [Tick]

  /// - Parameters:
  ///   - range: what must be on the axis.
  ///   - limit: the most ticks there is room for.
  package init(_ range: ClosedRange<Double>, limit: Int, format: ValueFormat) {
    let nice = NiceTicks(range, limit: limit)
    (lower, upper) = (nice.lower, nice.upper)
    let span = nice.upper - nice.lower
    let wording = AxisWording(nice, format)
    ticks = nice.values.map { Tick(position: ($0 - nice.lower) / span, label: wording.label($0)) }
  }

  /// Where a value is, 0…1; values outside lie at the edge.
  package func position(_ value: Double) -> Double { min(1, max(0, (value - lower) / (upper - lower))) }

  package var labelWidth: Int { ticks.map { TextWidth.of($0.label) }.max() ?? 0 }
}

/// Suffix and decimals, decided once for all labels of an axis so that they can be compared at a glance.
private struct AxisWording {
  let unit: Double
  let suffix: String
  let decimals: Int

  init(_ nice: NiceTicks, _ format: ValueFormat) {
    let largest = max(abs(nice.lower), abs(nice.upper))
    if format == .percent {
      (unit, suffix) = (0.01, " %")
    } else {
      (unit, suffix) =
        largest >= 1e13
        ? (1e12, "T")
        : largest >= 1e9
          ? (1e9, "G")
          : largest >= 1e6
            ? (1e6, "M")
            : largest >= 1e4 ? (1e3, "k") : (1, "")
    }
    decimals = max(0, Int(-floor(log10(nice.step / unit) + 1e-9)))
  }

  func label(_ value: Double) -> String {
    value == 0 ? "0" : NumberText.fixed(value / unit, decimals: decimals) + suffix
  }
}
