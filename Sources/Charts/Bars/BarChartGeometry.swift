import Canvas
import Foundation
import Words

/// A ranking as horizontal bars, worked out for any renderer.
package struct BarChartGeometry: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var label: String
    /// Nil: not known, which is a bar of its own kind and no missing bar.
    package var value: Double?
    /// The value's own digits, where they are known: what is written beside the bar.
    package var exact: String?
    /// 0…1 of the whole, where that is known.
    package var share: Double?
    package init(_ label: String, _ value: Double?, exact: String? = nil, share: Double? = nil) {
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
  ///   would dwarf the others. Of labels in the order of time the old end goes, whose bar then stands first.
  package init(_ entries: [Entry], format: ValueFormat, limit: Int = .max) {
    let drawn = entries.filter { $0.value?.isFinite ?? true }
    let known = drawn.compactMap(\.value)
    let low = min(0, known.min() ?? 0)
    let high = max(0, known.max() ?? 0)
    let span = high > low ? high - low : 1
    let zero = -low / span
    baseline = zero
    let cut = drawn.count > max(0, limit) ? max(0, limit - 1) : drawn.count
    let order = cut < drawn.count ? LabelOrder(drawn.map(\.label)) : .none
    let kept = order == .oldestFirst ? drawn.suffix(cut) : drawn.prefix(cut)
    let left = order == .oldestFirst ? drawn.dropLast(cut) : drawn.dropFirst(cut)
    let bars = kept.map { entry in
      let tip = ((entry.value ?? 0) - low) / span
      return Bar(
        label: entry.label, valueText: Self.text(entry, format),
        shareText: entry.share.map { NumberText.percent($0) } ?? "", start: min(zero, tip), end: max(zero, tip),
        isRest: false)
    }
    let rest = Self.rest(left, order, zero, format, limit)
    self.bars = order == .oldestFirst ? rest + bars : bars + rest
    summary = Self.summary(drawn, format)
  }

  private static func text(_ entry: Entry, _ format: ValueFormat) -> String {
    guard let value = entry.value else { return "no value" }
    return entry.exact.flatMap(format.text(exact:)) ?? format.text(value)
  }

  private static func rest(
    _ entries: ArraySlice<Entry>, _ order: LabelOrder, _ zero: Double, _ format: ValueFormat, _ limit: Int
  ) -> [Bar] {
    guard !entries.isEmpty, limit > 0 else { return [] }
    let share = entries.compactMap(\.share).reduce(0, +)
    return [
      Bar(
        label: "\(entries.count) \(order == .none ? "more" : "earlier")", valueText: sum(entries, format),
        shareText: share > 0 ? NumberText.percent(share) : "",
        start: zero, end: zero, isRest: true)
    ]
  }

  /// Shares of different wholes have no sum. Values whose digits are known are added by those.
  private static func sum(_ entries: ArraySlice<Entry>, _ format: ValueFormat) -> String {
    if format == .percent { return "" }
    let known = entries.filter { $0.value != nil }
    let exact = known.compactMap { $0.exact.flatMap { Decimal(string: $0) } }
    let text = exact.count == known.count ? format.text(exact: "\(exact.reduce(0, +))") : nil
    return text ?? format.text(known.compactMap(\.value).reduce(0, +))
  }

  /// Who leads is told by the values: bars may stand in any order.
  private static func summary(_ entries: [Entry], _ format: ValueFormat) -> String {
    let ranked = entries.enumerated().filter { $0.element.value != nil }
      .sorted { (-($0.element.value ?? 0), $0.offset) < (-($1.element.value ?? 0), $1.offset) }.map(\.element)
    guard let first = ranked.first, let most = first.value else { return "No data." }
    let share = first.share.map { " (\(NumberText.percent($0)))" } ?? ""
    var text = "\(first.label) leads \(entries.count) with \(format.short(most))\(share)"
    if ranked.count > 1 { text += ", then \(ranked[1].label) with \(format.short(ranked[1].value ?? 0))" }
    return text + "."
  }
}
