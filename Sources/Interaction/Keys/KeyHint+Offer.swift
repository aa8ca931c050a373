import Canvas
import Widgets

extension Key {
  /// As a screen shows it: arrows as arrows where the glyphs allow.
  package func label(_ glyphs: Glyphs) -> String {
    guard modifiers.isEmpty else { return label }
    switch code {
    case .up: return glyphs.up
    case .down: return glyphs.down
    case .left: return glyphs.left
    case .right: return glyphs.right
    default: return label
    }
  }
}

extension KeyHint {
  package init(_ offer: Offer, glyphs: Glyphs) {
    var reason: String?
    if case .disabled(let text) = offer.availability { reason = text }
    self.init(offer.keys.first?.label(glyphs) ?? "", offer.action.name, disabledReason: reason)
  }
}

extension Sequence where Element == Offer {
  /// What the footer shows, the most prominent first; equals keep their order.
  package func footer(_ glyphs: Glyphs) -> [KeyHint] {
    filter { !$0.keys.isEmpty && $0.action.prominence > 0 }
      .enumerated().sorted { ($1.element.action.prominence, $0.offset) < ($0.element.action.prominence, $1.offset) }
      .map { KeyHint($0.element, glyphs: glyphs) }
  }

  /// What the help shows: all keys of every action, under its heading, headings in the order of their first action.
  package func helpSections(_ glyphs: Glyphs) -> [HelpView.Section] {
    var sections: [HelpView.Section] = []
    for offer in self where !offer.keys.isEmpty {
      var hint = KeyHint(offer, glyphs: glyphs)
      hint.key = offer.keys.map { $0.label(glyphs) }.joined(separator: " ")
      hint.label = offer.action.summary
      if let index = sections.firstIndex(where: { $0.title == offer.action.group }) {
        sections[index].hints.append(hint)
      } else {
        sections.append(HelpView.Section(offer.action.group, [hint]))
      }
    }
    return sections
  }
}
