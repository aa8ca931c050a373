import Canvas
import Widgets

/// All keys that mean something in the layers below, until any key closes it.
package struct HelpLayer<Message: Sendable>: Layer {
  private let title: String
  private let offers: [Offer]
  private var offset = 0

  package init(title: String = "Keys", offers: [Offer]) {
    self.title = title
    self.offers = offers
  }

  package var isModal: Bool { true }

  package mutating func update(_ event: LayerEvent<Message>, _ surroundings: Surroundings) -> [Effect<Message>] {
    guard case .input(.key(let key)) = event else { return [] }
    let page = max(1, surroundings.size.height - 2)
    switch key {
    case "down", "j": offset += 1
    case "up", "k": offset -= 1
    case "pgdn", "space": offset += page
    case "pgup": offset -= page
    case "home", "g": offset = 0
    case "end", "G": offset = .max
    default: return [.close]
    }
    offset = min(max(0, offset), max(0, lineCount(surroundings.size, surroundings.glyphs) - page))
    return []
  }

  private func lineCount(_ size: Size, _ glyphs: Glyphs) -> Int {
    view(glyphs).lineCount(in: Rect(size: size).inset(horizontal: 2, vertical: 1).size, glyphs: glyphs)
  }

  private func view(_ glyphs: Glyphs) -> HelpView { HelpView(offers.helpSections(glyphs), offset: offset) }

  package func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings) {
    surface.fill(rect, style: .plain)
    surface.frame(rect, surface.glyphs.focusedBorder, style: Style(.borderFocused))
    surface.write(" \(title) ", in: rect.top(1).inset(horizontal: 2, vertical: 0), style: Style(.title))
    surface.write(
      " any other key closes ", in: rect.bottom(1).inset(horizontal: 2, vertical: 0), align: .right, style: Style(.dim))
    let below = lineCount(rect.size, surface.glyphs) - offset - (rect.height - 2)
    let glyphs = surface.glyphs
    if below > 0 || offset > 0 {
      let more =
        below > 0
        ? " \(glyphs.down) \(below) more \(below == 1 ? "line" : "lines"): j or PgDn "
        : " \(glyphs.up) more above: k or PgUp "
      surface.write(more, in: rect.bottom(1).inset(left: 2, right: 26), style: Style(.accent))
    }
    view(surface.glyphs).draw(into: &surface, in: rect.inset(horizontal: 2, vertical: 1))
  }
}
