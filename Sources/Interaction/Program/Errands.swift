/// Which layer of a stack: a number never used twice, so that answers for a closed layer find no one.
struct LayerID: Hashable, Sendable {
  let number: Int
}

/// A request's place: only the newest ticket of it counts.
struct ErrandKey: Hashable, Sendable {
  let layer: LayerID
  let slot: Slot
}

/// The proof that an answer belongs to the newest request of its slot.
struct Ticket: Hashable, Sendable {
  let key: ErrandKey
  let number: Int
}

/// Requests under way and timers, by layer and slot.
struct Errands<Message: Sendable> {
  private struct Timer {
    let due: ContinuousClock.Instant
    let order: Int
    let message: Message
  }
  private var newest: [ErrandKey: (ticket: Ticket, cancellation: Cancellation)] = [:]
  private var timers: [ErrandKey: Timer] = [:]
  private var count = 0
  /// Work that has not come back, wanted or not.
  private(set) var inFlight = 0

  /// A ticket for new work; what ran in its slot before becomes stale.
  mutating func begin(_ key: ErrandKey) -> (Ticket, Cancellation) {
    newest[key]?.cancellation.cancel()
    count += 1
    inFlight += 1
    let entry = (ticket: Ticket(key: key, number: count), cancellation: Cancellation())
    newest[key] = entry
    return entry
  }

  /// Work came back. True when its answer still counts.
  mutating func finish(_ ticket: Ticket) -> Bool {
    inFlight -= 1
    guard newest[ticket.key]?.ticket == ticket else { return false }
    newest[ticket.key] = nil
    return true
  }

  mutating func cancel(_ key: ErrandKey) {
    newest.removeValue(forKey: key)?.cancellation.cancel()
    timers[key] = nil
  }

  mutating func cancelAll(of layer: LayerID) {
    for key in Set(newest.keys).union(timers.keys) where key.layer == layer { cancel(key) }
  }

  mutating func schedule(_ key: ErrandKey, at due: ContinuousClock.Instant, _ message: Message) {
    count += 1
    timers[key] = Timer(due: due, order: count, message: message)
  }

  /// When the next timer rings.
  var nextDeadline: ContinuousClock.Instant? { timers.values.map(\.due).min() }

  /// Takes the timers that have rung, earliest first.
  mutating func takeDue(_ now: ContinuousClock.Instant) -> [(LayerID, Message)] {
    let due = timers.filter { $0.value.due <= now }
      .sorted { ($0.value.due, $0.value.order) < ($1.value.due, $1.value.order) }
    for (key, _) in due { timers[key] = nil }
    return due.map { ($0.key.layer, $0.value.message) }
  }
}
