import Canvas
import Foundation

/// A ranking as horizontal bars, worked out for any renderer.
package struct BarChartGeometry: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var label: String
    package var value: Double
    /// The value's own digits, where they are known: what is written beside the bar.
    package var exact: String?
    /// 0…1 of the whole, where that is known.
    package var share: Double?
    package init(_ label: String, _ value: Double, exact: String? = nil, share: Double? = nil) {
      self.label = label
      self.value = value
      self.exact = exact
      self.share = share
    }
  }

  package struct Bar: Hashable, Sendable {
    package let label: String
    package let valueText: String
    package let shareText: String
    /// 0…1 of the length there is; starts at the baseline.
    package let start: Double
    package let end: Double
    package let isRest: Bool
  }

  package let bars: [Bar]
  /// Where zero lies, 0…1.
  package let baseline: Double
  /// One sentence that says what the picture shows.
  package let summary: String

  /// - Parameter limit: bars there is room for; what is left over becomes one bar, "12 more", without a length: its sum
  ///   would dwarf the others.
  package init(_ entries: [Entry], format: ValueFormat, limit: Int = .max) {
    let finite = entries.filter { $0.value.isFinite }
    let low = min(0, finite.map(\.value).min() ?? 0)
    let high = max(0, finite.map(\.value).max() ?? 0)
    let span = high > low ? high - low : 1
    let zero = -low / span
    baseline = zero
    let cut = finite.count > max(0, limit) ? max(0, limit - 1) : finite.count
    bars =
      finite.prefix(cut).map { entry in
        let tip = (entry.value - low) / span
        return Bar(
          label: entry.label, valueText: entry.exact.flatMap(format.text(exact:)) ?? format.text(entry.value),
          shareText: entry.share.map { NumberText.percent($0) } ?? "", start: min(zero, tip), end: max(zero, tip),
          isRest: false)
      } + Self.rest(finite.dropFirst(cut), zero, format, limit)
    summary = Self.summary(finite, format)
  }

  private static func rest(_ entries: ArraySlice<Entry>, _ zero: Double, _ format: ValueFormat, _ limit: Int) -> [Bar] {
    guard !entries.isEmpty, limit > 0 else { return [] }
    let share = entries.compactMap(\.share).reduce(0, +)
    return [
      Bar(
        label: "\(entries.count) more", valueText: sum(entries, format),
        shareText: share > 0 ? NumberText.percent(share) : "",
        start: zero, end: zero, isRest: true)
    ]
  }

  /// Shares of different wholes have no sum. Values whose digits are known are added by those.
  private static func sum(_ entries: ArraySlice<Entry>, _ format: ValueFormat) -> String {
    if format == .percent { return "" }
    let exact = entries.compactMap { $0.exact.flatMap { Decimal(string: $0) } }
    let text = exact.count == entries.count ? format.text(exact: "\(exact.reduce(0, +))") : nil
    return text ?? format.text(entries.map(\.value).reduce(0, +))
  }

  private static func summary(_ entries: [Entry], _ format: ValueFormat) -> String {
    guard let first = entries.first else { return "No data." }
    let share = first.share.map { " (\(NumberText.percent($0)))" } ?? ""
    var text = "\(first.label) leads \(entries.count) with \(format.short(first.value))\(share)"
    if entries.count > 1 { text += ", then \(entries[1].label) with \(format.short(entries[1].value))" }
    return text + "."
  }
}
