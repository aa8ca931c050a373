import Interaction

/// What can be done with the days and pages of a report.
enum GoldActions {
  static let all: [Action] = [
    Action(.earlier, "earlier", keys: ["["], in: .gold, summary: "the days before", group: "Days", prominence: 5),
    Action(.later, "later", keys: ["]"], in: .gold, summary: "the days after", group: "Days", prominence: 5),
    Action(.shorter, "shorter", keys: ["-"], in: .gold, summary: "fewer days", group: "Days", prominence: 3),
    Action(.longer, "longer", keys: ["+", "="], in: .gold, summary: "more days", group: "Days", prominence: 3),
    Action(.range, "days", keys: ["T"], in: .gold, summary: "type the days to show", group: "Days", prominence: 4),
    Action(
      .nextDashboard, "next page", keys: ["."], in: .gold, summary: "next dashboard", group: "Days", prominence: 2),
    Action(
      .previousDashboard, "page before", keys: [","], in: .gold, summary: "dashboard before", group: "Days",
      prominence: 0),
    // On a page of figures it narrows the lists only, so it is not called a filter.
    Action(
      .findInLists, "lists", keys: ["/"], in: .goldLists,
      summary: "show only rows of lists that match; figures stay", group: "Rows", prominence: 6),
  ]
}

extension ActionID {
  static let earlier = ActionID("earlier")
  static let later = ActionID("later")
  static let shorter = ActionID("shorter")
  static let longer = ActionID("longer")
  static let range = ActionID("range")
  static let nextDashboard = ActionID("next.dashboard")
  static let previousDashboard = ActionID("previous.dashboard")
  static let findInLists = ActionID("lists.find")
}

extension Scope {
  static let gold = Scope("gold")
  /// A page that has lists beside its figures.
  static let goldLists = Scope("gold.lists")
}
