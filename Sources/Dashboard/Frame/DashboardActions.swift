import Interaction

/// The one table of what can be done, from which dispatch, footer, help and palette are made.
package enum DashboardActions {
  /// Throws when `keys` names an unknown action or gives one key two meanings in one scope.
  package static func registry(
    keys: [ActionID: [Key]] = [:], of screens: Screens = .all
  ) throws(ActionTableError) -> ActionRegistry {
    try ActionRegistry(screens.leading + lists + rows + panes + screens.actions + sharing + program).remapped(keys)
  }

  private static let lists: [Action] = [
    Action(.enter, "open", keys: ["enter"], in: .list, summary: "open what is chosen", group: "Move", prominence: 8),
    Action(.up, "up", keys: ["up", "k"], in: .list, group: "Move", prominence: 0),
    Action(.down, "down", keys: ["down", "j"], in: .list, group: "Move", prominence: 0),
    Action(.left, "left", keys: ["left", "h"], in: .list, group: "Move", prominence: 0),
    Action(.right, "right", keys: ["right", "l"], in: .list, group: "Move", prominence: 0),
    Action(.pageUp, "page up", keys: ["pgup", "ctrl-b"], in: .list, group: "Move", prominence: 0),
    Action(.pageDown, "page down", keys: ["pgdn", "ctrl-f"], in: .list, group: "Move", prominence: 0),
    Action(.top, "first", keys: ["g", "home"], in: .list, group: "Move", prominence: 0),
    Action(.bottom, "last", keys: ["G", "end"], in: .list, group: "Move", prominence: 0),
  ]

  private static let rows: [Action] = [
    Action(
      .filter, "filter", keys: ["/"], in: .rows, summary: "show only rows that match", group: "Rows", prominence: 6),
    Action(.sort, "sort", keys: ["s"], in: .rows, summary: "sort by the next column", group: "Rows", prominence: 3),
    Action(
      .reverse, "reverse", keys: ["S"], in: .rows, summary: "turn the order round", group: "Rows", prominence: 0),
  ]

  private static let panes: [Action] = [
    Action(.nextPane, "pane", keys: ["tab"], in: .panes, summary: "next pane", group: "Move", prominence: 4),
    Action(
      .previousPane, "pane back", keys: ["shift-tab"], in: .panes, summary: "pane before", group: "Move",
      prominence: 0),
    Action(
      .zoom, "zoom", keys: ["z"], in: .panes, summary: "this pane alone, and back", group: "Move", prominence: 2),
  ]

  private static let sharing: [Action] = [
    Action(.copy, "copy", keys: ["y"], in: .everywhere, summary: "copy what is chosen", group: "Share", prominence: 2),
    Action(
      .export, "export", keys: ["e"], in: .everywhere, summary: "write this to a file", group: "Share", prominence: 2),
  ]

  private static let program: [Action] = [
    Action(
      .back, "back", keys: ["esc"], in: .everywhere, summary: "back, or clear the filter", group: "Program",
      prominence: 7),
    Action(
      .palette, "find", keys: [":"], in: .everywhere, summary: "find an action or a place", group: "Program",
      prominence: 1),
    Action(
      .refresh, "refresh", keys: ["ctrl-r"], in: .everywhere, summary: "ask for everything anew", group: "Program",
      prominence: 0),
    Action(
      .mouse, "mouse", keys: ["M"], in: .everywhere, summary: "give the mouse to the terminal, and back",
      group: "Program", prominence: 0),
    Action(.help, "help", keys: ["?"], in: .everywhere, summary: "all keys", group: "Program", prominence: 0),
    Action(.quit, "quit", keys: ["q"], in: .everywhere, group: "Program", prominence: 0),
  ]
}

/// What every screen may react to. A screen's own actions are named where the screen is.
extension ActionID {
  static let enter = ActionID("enter")
  static let up = ActionID("up")
  static let down = ActionID("down")
  static let left = ActionID("left")
  static let right = ActionID("right")
  static let pageUp = ActionID("page.up")
  static let pageDown = ActionID("page.down")
  static let top = ActionID("top")
  static let bottom = ActionID("bottom")
  static let filter = ActionID("filter")
  static let sort = ActionID("sort")
  static let reverse = ActionID("reverse")
  static let nextPane = ActionID("next.pane")
  static let previousPane = ActionID("previous.pane")
  static let zoom = ActionID("zoom")
  static let copy = ActionID("copy")
  static let export = ActionID("export")
  static let back = ActionID("back")
  static let refresh = ActionID("refresh")
  static let mouse = ActionID("mouse")
}

extension Scope {
  static let list = Scope("list")
  static let rows = Scope("rows")
  static let panes = Scope("panes")
}

extension Slot {
  static let look = Slot("look")
  static let overdue = Slot("overdue")
  static let lookTimer = Slot("look.timer")
  static let themes = Slot("themes")
  static let export = Slot("export")
}
