import Canvas
import Words

/// One figure that matters: its name, its value, how it moved, and where it came from.
package struct KPITile: Sendable {
  /// Which way is good; colours the change, whose arrow and sign say it without colour.
  package enum Better: Sendable { case higher, lower, neither }

  /// Whether the days before are as many as those of the figure. A change against fewer has no colour, and is never shown
  /// without saying so.
  package enum Comparability: Sendable { case whole, partial }
  /// A change of a percentage is one of points: 38 % to 40 % is +2 pp.
  package enum ChangeKind: Sendable { case relative, points }

  package var label: String
  /// Nil: not known.
  package var value: Double?
  /// The value's own digits, where they are known: shown instead of `value`, which a binary fraction cannot always hold.
  package var exact: String?
  package var format: ValueFormat
  package var unit: String
  /// The change against the period before, as a fraction.
  package var change: Double?
  package var comparison: String
  /// The same where room is short: `28 d`.
  package var shortComparison = ""
  package var comparability = Comparability.whole
  package var changeKind = ChangeKind.relative
  package var better: Better
  package var trend: [Double?]
  package var isLastPartial: Bool

  package init(
    _ label: String, value: Double?, exact: String? = nil, format: ValueFormat = .integer, unit: String = "",
    change: Double? = nil,
    comparison: String = "", better: Better = .higher, trend: [Double?] = [], isLastPartial: Bool = false
  ) {
    self.label = label
    self.value = value
    self.exact = exact
    self.format = format
    self.unit = unit
    self.change = change
    self.comparison = comparison
    self.better = better
    self.trend = trend
    self.isLastPartial = isLastPartial
  }

  /// Rows from the top: name, value, change, sparkline. What has no room is left out; the value stays longest.
  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    if rect.height == 1 { return drawValue(&surface, rect) }
    surface.write(label, in: rect, style: Style(.kpiLabel))
    drawValue(&surface, rect.row(1))
    drawChange(&surface, rect.row(2))
    guard rect.height >= 4, !trend.isEmpty else { return }
    let geometry = SparklineGeometry(trend, width: rect.width, isLastPartial: isLastPartial)
    let line = rect.row(3).left(geometry.heights.count)
    Sparkline(geometry).draw(into: &surface, in: line)
  }

  /// The value where there is room for all of it.
  package var shownValue: String { valueText(.max) }

  /// The value as shown: whole when it fits, short when it does not.
  private func valueText(_ width: Int) -> String {
    guard let value else { return exact ?? "n/a" }
    let whole = exact.flatMap(format.text(exact:)) ?? format.text(value)
    return TextWidth.of(whole) <= width ? whole : format.short(value)
  }

  private func drawValue(_ surface: inout Surface, _ line: Rect) {
    let text = valueText(line.width)
    let used = surface.write(
      text, at: line.origin, style: Style(value == nil && exact == nil ? .unknown : .kpi, .bold), clip: line)
    guard value != nil, !unit.isEmpty, used + 1 + TextWidth.of(unit) <= line.width else { return }
    surface.write(unit, at: Point(x: line.x + used + 1, y: line.y), style: Style(.unit), clip: line)
  }

  /// How it moved and against what, where there is room for all of it; nil where there is nothing to compare.
  package func shownChange(_ glyphs: Glyphs) -> String? {
    guard let change, change.isFinite else { return nil }
    let (text, arrow, _) = movement(change, glyphs)
    return [arrow, text, comparison].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func movement(_ change: Double, _ glyphs: Glyphs) -> (text: String, arrow: String, isFlat: Bool) {
    let text = changeKind == .points ? NumberText.points(change) : NumberText.change(change)
    let isFlat = text.hasPrefix("0.0 ") || text.hasPrefix("-0.0 ")
    return (text, isFlat ? "=" : change > 0 ? glyphs.ascending : glyphs.descending, isFlat)
  }

  private func drawChange(_ surface: inout Surface, _ line: Rect) {
    guard let change, change.isFinite, !line.isEmpty else { return }
    let (text, arrow, isFlat) = movement(change, surface.glyphs)
    let (moved, said) = changeForm(arrow, text, change, line.width)
    let used = surface.write(moved, at: line.origin, style: Style(role(change, isFlat)), clip: line)
    guard let said else { return }
    let x = line.x + used + (moved.isEmpty ? 0 : 1)
    surface.write(said, at: Point(x: x, y: line.y), style: Style(.dim), clip: line)
  }

  /// What there is room for of the change and what it is against. A change against fewer days first loses its decimal, so
  /// that both stay; where not even that fits, it is not shown, as it never is without the days.
  private func changeForm(
    _ arrow: String, _ text: String, _ change: Double, _ width: Int
  ) -> (moved: String, said: String?) {
    let moved = "\(arrow) \(text)"
    let forms = [comparison, shortComparison].filter { !$0.isEmpty }
    let fits = { (moved: String, said: String) in TextWidth.of(moved) + 1 + TextWidth.of(said) <= width }
    if let said = forms.first(where: { fits(moved, $0) }) { return (moved, said) }
    guard comparability == .partial, let shortest = forms.last else { return (moved, nil) }
    let whole = NumberText.fixed((change * 100).rounded())
    let unit = text.split(separator: " ").last.map { " " + $0 } ?? ""
    let rounded = "\(arrow) \(change > 0 ? "+" : "")\(whole)\(unit)"
    let bare = String(shortest.prefix { $0 != " " })
    for (moved, said) in [(rounded, shortest), (rounded.replacing(" ", with: ""), shortest), (rounded, bare)]
    where fits(moved, said) { return (moved, said) }
    let tight = rounded.replacing(" ", with: "")
    return fits(tight, bare) ? (tight, bare) : ("", shortest)
  }

  private func role(_ change: Double, _ isFlat: Bool) -> Role {
    if isFlat { return .dim }
    if comparability == .partial { return .text }
    switch better {
    case .higher: return change > 0 ? .rise : .fall
    case .lower: return change > 0 ? .fall : .rise
    case .neither: return .text
    }
  }
}
