import Interaction
import Operations

/// Something a person asked for that changes more than the screen: it is done on a background thread, what came of it is
/// told, and the screen asks for everything anew.
///
/// A screen sends one as the message of its confirmation, or at once where nothing can be harmed:
///
///     return [.act(Deed(Slot("mute"), else: "not muted") { try $0.alarming.change(alarm: alarm, .mute(until: nil)); return "…" })]
struct Deed: Sendable {
  let slot: Slot
  /// What stands before the reason when it fails: `not stopped`.
  let failure: String
  /// Blocks; says what was done.
  let work: @Sendable (any EnvironmentOperations) throws -> String

  init(_ slot: Slot, else failure: String, _ work: @escaping @Sendable (any EnvironmentOperations) throws -> String) {
    self.slot = slot
    self.failure = failure
    self.work = work
  }
}

extension Effect where Message == DashboardMessage {
  static func act(_ deed: Deed) -> Self { .send(DashboardMessage(.act(deed)), to: .here) }
}
