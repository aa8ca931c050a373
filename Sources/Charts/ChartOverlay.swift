import Canvas
import Foundation

/// What a chart of a metric has around its lines: what was expected, what alarms did, and when something ran.
package struct ChartOverlay: Hashable, Sendable {
  /// The range a value was expected in.
  package struct BandPoint: Hashable, Sendable {
    package let moment: Date
    package let range: ClosedRange<Double>
    package init(_ moment: Date, _ range: ClosedRange<Double>) { (self.moment, self.range) = (moment, range) }
  }

  /// How something was over a stretch of time.
  package struct Span: Hashable, Sendable {
    package let range: ClosedRange<Date>
    package let role: Role
    package init(_ range: ClosedRange<Date>, _ role: Role) { (self.range, self.role) = (range, role) }

    /// What must be seen wins where spans share a column.
    var weight: Int { role == .failed ? 2 : role == .ok ? 0 : 1 }
  }

  /// A row under the plot that tells one alarm's states.
  package struct Strip: Hashable, Sendable {
    package let name: String
    package let spans: [Span]
    package init(_ name: String, _ spans: [Span]) { (self.name, self.spans) = (name, spans) }
  }

  /// Something that happened at a moment: a run that ended.
  package struct Marker: Hashable, Sendable {
    package let moment: Date
    package let isBad: Bool
    package init(_ moment: Date, isBad: Bool) { (self.moment, self.isBad) = (moment, isBad) }
  }

  package var band: [BandPoint] = []
  /// Beside the chart's own threshold.
  package var thresholds: [Double] = []
  package var strips: [Strip] = []
  package var markers: [Marker] = []

  package init() {}

  /// What the axis must reach beside the lines' own values. A band may be far wider than all that was measured, and would
  /// press the lines flat: it gets on each side as much room as they take and never makes an axis of positive values negative.
  /// Its rest lies beyond the edge.
  func values(beside lines: [Double]) -> [Double] {
    let shown = lines + thresholds
    let ends = band.flatMap { [$0.range.lowerBound, $0.range.upperBound] }
    guard let low = shown.min(), let high = shown.max(), low < high else { return thresholds + ends }
    let room = high - low
    let least = low >= 0 ? max(0, low - room) : low - room
    return thresholds + ends.map { min(max($0, least), high + room) }
  }

  /// Rows under a plot that leaves it `height` rows: at least four stay the plot's.
  func rows(_ height: Int) -> Int { min(strips.count + (markers.isEmpty ? 0 : 1), max(0, height - 4)) }
}
