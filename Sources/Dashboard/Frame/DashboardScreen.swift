import Interaction

/// A screen with a tab: its digit, its name, what can be done there that no other screen has, and how it begins.
///
/// A new one is declared where its screen is and stands in `Screens.all`; nothing else names it.
package struct DashboardScreen: Hashable, Sendable {
  /// `runs`: part of the action's name, `open.runs`.
  package let name: String
  package let title: String
  /// The key that leads to it from everywhere.
  package let key: Key
  /// Rows of the action table that come with it.
  let actions: [Action]
  let make: @Sendable () -> any Screen

  /// - Parameter key: a digit.
  init(_ title: String, key: Key, actions: [Action] = [], make: @escaping @Sendable () -> any Screen) {
    name = title.lowercased()
    self.title = title
    self.key = key
    self.actions = actions
    self.make = make
  }

  package static func == (a: DashboardScreen, b: DashboardScreen) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }

  var opening: ActionID { ActionID("open." + name) }

  /// Its row of the action table.
  var action: Action {
    Action(
      opening, title, keys: [key], in: .everywhere, summary: "go to \(title)", group: "Screens", prominence: 0)
  }
}
