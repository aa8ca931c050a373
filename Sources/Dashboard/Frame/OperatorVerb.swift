import Interaction
import Operations
import Widgets

/// Something small an operator can do with a chosen row, and take back again: it is done at once, but in a protected
/// environment, which wants its name typed.
struct OperatorVerb: Sendable {
  /// `Mute run_failed for an hour?`
  let question: String
  let confirm: String
  let deed: Deed

  func effects(_ desk: Desk) -> Effects {
    guard desk.identity.isProtected else { return [.act(deed)] }
    return [
      .open(
        ConfirmLayer(
          title: question, lines: [Dialog.Line("The environment \(desk.identity.environment) is protected.")],
          confirm: confirm, wantedText: desk.identity.environment, message: DashboardMessage(.act(deed))))
    ]
  }

  /// Why nothing can be changed from here now; nil when it can.
  static func obstacle(_ desk: Desk) -> String? {
    if desk.options.isReadOnly { return "the dashboard is in read-only mode" }
    return desk.lookProblem == nil ? nil : "what is shown is old, and cannot be renewed"
  }
}
