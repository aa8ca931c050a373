import Interaction
import Operations

/// A report over a range of days, asked again when Gold moves: what the page of a dashboard and that of one tile share.
struct ReportFeed: Sendable {
  var key: ReportKey
  private(set) var feed = Feed<ReportKey, GoldReport>(keepsOldKey: true)
  private var watch = GoldWatch()
  /// Tells its requests from those of other screens.
  private let name: String

  init(_ key: ReportKey = ReportKey(), for name: String) {
    self.key = key
    self.name = name
  }

  var value: GoldReport? { feed.value }
  /// No table of Gold has ever been built.
  var hasNoGold: Bool { watch.hasNoGold }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    let watched = watch.requests(reason, desk, slot: Slot(name + ".status"))
    let computed = feed.ask(
      .report, key, watch.reason(for: reason, hasReport: feed.value != nil), desk, in: Slot(name + ".report"))
    if !computed.isEmpty { watch.noteReport() }
    return watched + computed
  }

  /// Takes what is about it; the new report, where there is one.
  @discardableResult
  mutating func take(_ arrival: Arrival) -> GoldReport? {
    watch.receive(arrival)
    return feed.take(arrival, of: .report)
  }

  /// Changes the days by a key; false when the key is about something else, or no days are known.
  /// - Parameter shown: the report on the screen.
  mutating func changeDays(by action: ActionID, of shown: GoldReport?) -> Bool {
    guard let range = shown.flatMap({ DayRangeText.changed($0.range, by: action) }) else { return false }
    key.range = range
    return true
  }

  /// The days as one types them; empty for the newest.
  var days: String { key.range.map { "\($0.from)..\($0.to)" } ?? "" }

  /// Sets the days to what was typed; a text says why it is not understood.
  mutating func setDays(_ text: String, of shown: GoldReport?) -> String? {
    DayRangeText.set(&key.range, to: text, of: shown)
  }
}
