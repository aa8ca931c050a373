import Interaction
import Operations

/// Tells when Gold has moved since a report was asked for. It asks the journal, which is cheap: a report reads the tables
/// themselves, so a changed journal alone is no reason for one.
struct GoldWatch: Sendable {
  private var status = Feed<Whole, StatusReport>()
  private var reported: [TableMark]?

  /// The question about the status, when it is due.
  mutating func requests(_ reason: Reason, _ desk: Desk, slot: Slot) -> Effects {
    status.ask(.status, Whole(), reason, desk, in: slot)
  }

  mutating func receive(_ arrival: Arrival) {
    status.take(arrival, of: .status)
    // Whatever Gold was when the screen came up is what its first report shows.
    if reported == nil { reported = marks }
  }

  /// Whether a report is worth asking for at a reason, given that a screen has one or not.
  func reason(for reason: Reason, hasReport: Bool) -> Reason {
    if hasMoved { return .changed }
    switch reason {
    case .forced: return .forced
    case .appeared where !hasReport: return .appeared
    default: return .ticked
    }
  }

  /// No table of Gold has ever been built.
  var hasNoGold: Bool { status.value?.hasNoGold == true }

  private var marks: [TableMark]? { status.value?.marks(of: "gold") }

  private var hasMoved: Bool {
    guard let marks, let reported else { return false }
    return marks != reported
  }

  /// A report has been asked for.
  mutating func noteReport() { reported = marks ?? reported }
}
