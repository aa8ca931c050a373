import Interaction

/// The one table of what can be done, from which dispatch, footer, help and palette are made.
package enum DashboardActions {
  /// Throws when `keys` names an unknown action or gives one key two meanings in one scope.
  package static func registry(keys: [ActionID: [Key]] = [:]) throws(ActionTableError) -> ActionRegistry {
    try ActionRegistry(all).remapped(keys)
  }

  static let all: [Action] = screens + lists + rows + panes + runs + log + gold + sharing + program

  private static let screens: [Action] = DashboardScreen.allCases.map { screen in
    Action(
      ActionID("open.\(screen.title.lowercased())"), screen.title, keys: [Key(Character("\(screen.rawValue)"))],
      in: .everywhere, summary: "go to \(screen.title)", group: "Screens", prominence: 0)
  }

  private static let lists: [Action] = [
    Action("enter", "open", keys: ["enter"], in: "list", summary: "open what is chosen", group: "Move", prominence: 8),
    Action("up", "up", keys: ["up", "k"], in: "list", group: "Move", prominence: 0),
    Action("down", "down", keys: ["down", "j"], in: "list", group: "Move", prominence: 0),
    Action("left", "left", keys: ["left", "h"], in: "list", group: "Move", prominence: 0),
    Action("right", "right", keys: ["right", "l"], in: "list", group: "Move", prominence: 0),
    Action("page.up", "page up", keys: ["pgup", "ctrl-b"], in: "list", group: "Move", prominence: 0),
    Action("page.down", "page down", keys: ["pgdn", "ctrl-f"], in: "list", group: "Move", prominence: 0),
    Action("top", "first", keys: ["g", "home"], in: "list", group: "Move", prominence: 0),
    Action("bottom", "last", keys: ["G", "end"], in: "list", group: "Move", prominence: 0),
  ]

  private static let rows: [Action] = [
    Action(
      "filter", "filter", keys: ["/"], in: "rows", summary: "show only rows that match", group: "Rows", prominence: 6),
    Action("sort", "sort", keys: ["s"], in: "rows", summary: "sort by the next column", group: "Rows", prominence: 3),
    Action(
      "reverse", "reverse", keys: ["S"], in: "rows", summary: "turn the order round", group: "Rows", prominence: 0),
  ]

  private static let panes: [Action] = [
    Action("next.pane", "pane", keys: ["tab"], in: "panes", summary: "next pane", group: "Move", prominence: 4),
    Action(
      "previous.pane", "pane back", keys: ["shift-tab"], in: "panes", summary: "pane before", group: "Move",
      prominence: 0),
    Action(
      "zoom", "zoom", keys: ["z"], in: "panes", summary: "this pane alone, and back", group: "Move", prominence: 2),
  ]

  private static let runs: [Action] = [
    Action(
      "rerun", "rerun", keys: ["r"], in: "runs", summary: "run it again: shows what will change, then asks",
      danger: .careful, group: "Runs", prominence: 7),
    Action(
      "stop", "stop", keys: ["x"], in: "runs", summary: "stop a running execution: asks first", danger: .careful,
      group: "Runs", prominence: 5),
  ]

  private static let log: [Action] = [
    Action("follow", "follow", keys: ["f"], in: "log", summary: "stay at the log's end", group: "Log", prominence: 6),
    Action(
      "search", "search", keys: ["/"], in: "log", summary: "light up words in the log", group: "Log", prominence: 6),
    Action("next.match", "next", keys: ["n"], in: "log", summary: "next match, or error", group: "Log", prominence: 3),
    Action(
      "previous.match", "previous", keys: ["N"], in: "log", summary: "match or error before", group: "Log",
      prominence: 0),
    Action("log.less", "less", keys: ["-"], in: "log", summary: "only worse lines", group: "Log", prominence: 2),
    Action("log.more", "more", keys: ["+", "="], in: "log", summary: "also lesser lines", group: "Log", prominence: 2),
  ]

  private static let gold: [Action] = [
    Action("earlier", "earlier", keys: ["["], in: "gold", summary: "the days before", group: "Days", prominence: 5),
    Action("later", "later", keys: ["]"], in: "gold", summary: "the days after", group: "Days", prominence: 5),
    Action("shorter", "shorter", keys: ["-"], in: "gold", summary: "fewer days", group: "Days", prominence: 3),
    Action("longer", "longer", keys: ["+", "="], in: "gold", summary: "more days", group: "Days", prominence: 3),
    Action("range", "days", keys: ["T"], in: "gold", summary: "type the days to show", group: "Days", prominence: 4),
    Action(
      "next.dashboard", "next page", keys: ["."], in: "gold", summary: "next dashboard", group: "Days", prominence: 2),
    Action(
      "previous.dashboard", "page before", keys: [","], in: "gold", summary: "dashboard before", group: "Days",
      prominence: 0),
  ]

  private static let sharing: [Action] = [
    Action("copy", "copy", keys: ["y"], in: .everywhere, summary: "copy what is chosen", group: "Share", prominence: 2),
    Action(
      "export", "export", keys: ["e"], in: .everywhere, summary: "write this to a file", group: "Share", prominence: 2),
  ]

  private static let program: [Action] = [
    Action(
      "back", "back", keys: ["esc"], in: .everywhere, summary: "back, or clear the filter", group: "Program",
      prominence: 7),
    Action(
      "palette", "find", keys: [":"], in: .everywhere, summary: "find an action or a place", group: "Program",
      prominence: 1),
    Action(
      "refresh", "refresh", keys: ["ctrl-r"], in: .everywhere, summary: "ask for everything anew", group: "Program",
      prominence: 0),
    Action(
      "mouse", "mouse", keys: ["M"], in: .everywhere, summary: "give the mouse to the terminal, and back",
      group: "Program", prominence: 0),
    Action("help", "help", keys: ["?"], in: .everywhere, summary: "all keys", group: "Program", prominence: 0),
    Action("quit", "quit", keys: ["q"], in: .everywhere, group: "Program", prominence: 0),
  ]
}
