import Canvas

/// The layers on the screen, the lowest first.
struct LayerStack<Message: Sendable> {
  struct Entry {
    let id: LayerID
    let opener: LayerID?
    var layer: any Layer<Message>
  }
  private(set) var entries: [Entry] = []
  private var count = 0

  var top: LayerID? { entries.last?.id }
  /// From the top down.
  var topDown: [LayerID] { entries.reversed().map(\.id) }

  subscript(_ id: LayerID) -> Entry? { entries.last { $0.id == id } }

  mutating func push(_ layer: any Layer<Message>, by opener: LayerID?) -> LayerID {
    count += 1
    let entry = Entry(id: LayerID(number: count), opener: opener, layer: layer)
    entries.append(entry)
    return entry.id
  }

  /// Takes a layer and all above it away, and tells which.
  mutating func remove(_ id: LayerID) -> [Entry] {
    guard let index = entries.firstIndex(where: { $0.id == id }) else { return [] }
    let gone = Array(entries[index...])
    entries.removeSubrange(index...)
    return gone
  }

  /// Lets a layer change itself; nil when it is gone.
  mutating func update(
    _ id: LayerID, _ event: LayerEvent<Message>, _ surroundings: Surroundings
  ) -> [Effect<Message>]? {
    guard let index = entries.firstIndex(where: { $0.id == id }) else { return nil }
    return entries[index].layer.update(event, surroundings)
  }

  /// What each key means now, nearest first; a modal layer hides what is below it.
  func offers(_ registry: ActionRegistry) -> [Offer] {
    var offers: [Offer] = []
    var listed: Set<ActionID> = []
    var taken: Set<Key> = []
    for entry in entries.reversed() {
      for action in entry.layer.scopes.flatMap(registry.actions(in:)) {
        let availability = entry.layer.availability(of: action.id)
        guard availability != .absent, listed.insert(action.id).inserted else { continue }
        offers.append(
          Offer(action: action, availability: availability, keys: action.keys.filter { !taken.contains($0) }))
        taken.formUnion(action.keys)
      }
      if entry.layer.isModal { break }
    }
    return offers
  }
}
