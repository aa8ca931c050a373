import Canvas
import Widgets

/// Finds an action by typing and does it.
package struct PaletteLayer<Message: Sendable>: Layer {
  /// Something the palette offers besides actions: a screen, a table, a run.
  package struct Destination: Sendable {
    package let entry: PaletteEntry
    package let message: Message

    /// - Parameter message: sent to the layer that opened the palette.
    package init(_ entry: PaletteEntry, _ message: Message) {
      self.entry = entry
      self.message = message
    }
  }

  private var entries: [PaletteEntry]
  private var effects: [Effect<Message>]
  private let more: @Sendable (Message) -> [Destination]
  private var found: [Int]
  private var query: EditableText
  private var selected = 0
  private var offset = 0

  /// - Parameter more: destinations that a message brings while the palette is open.
  package init(
    offers: [Offer], destinations: [Destination] = [], query: String = "", glyphs: Glyphs = .braille,
    more: @escaping @Sendable (Message) -> [Destination] = { _ in [] }
  ) {
    self.more = more
    let actions = offers.map { offer in
      let hint = KeyHint(offer, glyphs: glyphs)
      return PaletteEntry(
        offer.action.name, detail: offer.action.detail, key: hint.key, disabledReason: hint.disabledReason)
    }
    // Equal hits keep this order, and with nothing typed it is the order shown: what one can do, then where one can go.
    entries = actions + destinations.map(\.entry)
    effects = offers.map { .perform($0.id) } + destinations.map { .send($0.message, to: .opener) }
    self.query = EditableText(query)
    found = PaletteSearch.rank(entries, query: query)
  }

  package var isModal: Bool { true }
  package var isEditingText: Bool { true }

  package mutating func update(_ event: LayerEvent<Message>, _ surroundings: Surroundings) -> [Effect<Message>] {
    if case .message(let message) = event { return add(more(message)) }
    guard case .input(let input) = event else { return [] }
    if case .key(let key) = input {
      switch key {
      case "esc", "ctrl-g": return [.close]
      case "enter": return choose()
      case "up", "ctrl-p", "shift-tab": return move(by: -1, surroundings)
      case "down", "ctrl-n", "tab": return move(by: 1, surroundings)
      case "pgup": return move(by: -8, surroundings)
      case "pgdn": return move(by: 8, surroundings)
      default: break
      }
    }
    if query.receive(input) {
      found = PaletteSearch.rank(entries, query: query.text)
      (selected, offset) = (0, 0)
    }
    return []
  }

  private mutating func add(_ destinations: [Destination]) -> [Effect<Message>] {
    guard !destinations.isEmpty else { return [.keepFrame] }
    entries += destinations.map(\.entry)
    effects += destinations.map { .send($0.message, to: .opener) }
    found = PaletteSearch.rank(entries, query: query.text)
    return []
  }

  private func choose() -> [Effect<Message>] {
    guard found.indices.contains(selected) else { return [.bell] }
    let index = found[selected]
    if let reason = entries[index].disabledReason {
      return [.notify(Notice("\(entries[index].title): \(reason)", .warning)), .close]
    }
    // An action is done by the layers below, so this one has to be gone; a message needs to know its sender.
    if case .perform = effects[index] { return [.close, effects[index]] }
    return [effects[index], .close]
  }

  private mutating func move(by step: Int, _ surroundings: Surroundings) -> [Effect<Message>] {
    selected = min(max(0, selected + step), max(0, found.count - 1))
    let page = max(1, view.visibleEntries(in: Rect(size: surroundings.size)))
    offset = min(max(offset, selected - page + 1), selected)
    return []
  }

  private var view: Palette {
    Palette(query: query, entries: found.map { entries[$0] }, selected: selected, offset: offset)
  }

  package func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings) {
    view.draw(into: &surface, in: rect)
  }
}
