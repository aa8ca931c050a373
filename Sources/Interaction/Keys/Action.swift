/// The name of an action: `rerun`, `filter`, `open.runs`.
///
/// Code names actions by static members (`extension ActionID { static let rerun = ActionID("rerun") }`), so that a typing
/// mistake does not compile; the text is for key maps and messages.
package struct ActionID: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }
  package var description: String { rawValue }
}

/// What every program has.
extension ActionID {
  package static let quit = ActionID("quit")
  package static let help = ActionID("help")
  package static let palette = ActionID("palette")
}

/// Where an action's keys count: a screen, a kind of pane, or everywhere. Named by static members, as actions are.
package struct Scope: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }
  package var description: String { rawValue }

  package static let everywhere = Scope("everywhere")
}

/// How much an action can do harm; decides how it is confirmed and marked.
package enum Danger: Int, Comparable, Sendable {
  case none
  /// Starts or stops something that can be put right again.
  case careful
  /// Cannot be undone.
  case destructive

  package static func < (a: Danger, b: Danger) -> Bool { a.rawValue < b.rawValue }
}

/// One thing a person can do: the row of the table that dispatch, footer, help, palette and documents are made from.
package struct Action: Sendable, Identifiable {
  package let id: ActionID
  /// Two or three words for the footer: `rerun`.
  package let name: String
  /// A sentence for help and palette.
  package let summary: String
  /// The keys, the one to show first.
  package let keys: [Key]
  package let scope: Scope
  package let danger: Danger
  /// The heading it stands under in the help.
  package let group: String
  /// Higher is kept longer in a narrow footer; 0 never stands there.
  package let prominence: Int

  package init(
    _ id: ActionID, _ name: String, keys: [Key], in scope: Scope, summary: String = "", danger: Danger = .none,
    group: String = "", prominence: Int = 1
  ) {
    self.id = id
    self.name = name
    self.summary = summary.isEmpty ? name : summary
    self.keys = keys
    self.scope = scope
    self.danger = danger
    self.group = group.isEmpty ? scope.rawValue : group
    self.prominence = prominence
  }

  /// What the summary says beyond the name.
  var detail: String { summary == name ? "" : summary }

  func with(keys: [Key]) -> Action {
    Action(
      id, name, keys: keys, in: scope, summary: summary, danger: danger, group: group, prominence: prominence)
  }
}

/// Whether an action can be done here and now.
package enum Availability: Hashable, Sendable {
  case enabled
  /// It belongs here but not now; the reason is shown when its key is pressed.
  case disabled(reason: String)
  /// It has no meaning here: its key is free for others, and nothing lists it.
  case absent
}

/// An action as it stands at this moment, for the footer, the help and the palette.
package struct Offer: Sendable, Identifiable {
  package let action: Action
  package let availability: Availability
  /// The keys that reach it here, without those a nearer action takes.
  package let keys: [Key]

  package init(action: Action, availability: Availability, keys: [Key]) {
    self.action = action
    self.availability = availability
    self.keys = keys
  }

  package var id: ActionID { action.id }
  package var isEnabled: Bool { availability == .enabled }
}
