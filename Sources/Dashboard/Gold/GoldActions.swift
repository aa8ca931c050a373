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
}

extension Scope {
  static let gold = Scope("gold")
}
