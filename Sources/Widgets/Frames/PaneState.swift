import Canvas

/// A pane without data: five reasons, five looks, and what to do about each.
package struct PaneState: Widget, Hashable, Sendable {
  package enum Kind: Sendable { case empty, loading, failed, denied, tooSmall }

  package var kind: Kind
  package var headline: String
  package var advice: String

  private init(_ kind: Kind, _ headline: String, _ advice: String) {
    self.kind = kind
    self.headline = headline
    self.advice = advice
  }

  /// - Parameters:
  ///   - why: why there is nothing.
  ///   - advice: what to press.
  package static func empty(_ why: String, advice: String) -> PaneState { PaneState(.empty, why, advice) }
  package static func loading(_ what: String) -> PaneState { PaneState(.loading, what, "") }
  package static func failed(_ what: String, advice: String) -> PaneState { PaneState(.failed, what, advice) }
  package static func denied(_ what: String, advice: String) -> PaneState { PaneState(.denied, what, advice) }

  /// A screen below its minimum: says the size it needs and the size it has.
  package static func tooSmall(needs: Size, has: Size) -> PaneState {
    PaneState(.tooSmall, "need \(needs.width)x\(needs.height), have \(has.width)x\(has.height)", "q quit")
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let (glyph, role) = look(surface.glyphs)
    let head = glyph.isEmpty ? headline : "\(glyph) \(headline)"
    let columns = max(1, rect.width - (rect.width > 8 ? 4 : 0))
    let first = TextFit.wrap(head, to: columns).map { ($0, kind == .loading ? role : Role.text) }
    let second = advice.isEmpty ? [] : TextFit.wrap(advice, to: columns).map { ($0, Role.dim) }
    let gap = second.isEmpty || first.count + second.count + 1 > rect.height ? [] : [("", Role.dim)]
    let lines = (first + gap + second).prefix(rect.height)
    // A little above the middle looks centred.
    let top = (rect.height - lines.count) * 2 / 5
    for (row, line) in lines.enumerated() {
      surface.write(line.0, in: rect, row: top + row, align: .center, style: Style(line.1))
    }
    guard !glyph.isEmpty, let head = lines.first?.0 else { return }
    // A long reason all in the colour of alarm is hard to read: the glyph alone has it.
    let start = rect.x + max(0, rect.width - TextWidth.of(head)) / 2
    surface.write(glyph, at: Point(x: start, y: rect.y + top), style: Style(role), clip: rect)
  }

  private func look(_ glyphs: Glyphs) -> (String, Role) {
    switch kind {
    case .empty: ("", .text)
    case .loading: (glyphs.isASCII ? "..." : "…", .running)
    case .failed: (Status.failed.glyph(glyphs), .failed)
    case .denied: (glyphs.isASCII ? "-" : "⊘", .late)
    case .tooSmall: ("", .text)
    }
  }
}
