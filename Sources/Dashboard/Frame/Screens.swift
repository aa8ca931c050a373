import Interaction

/// Every screen that has keys. Each is declared where it is, with its keys and how it opens; that it is there is said in
/// `all`, which is the only line outside of its file. A page that has no keys of its own, and that rows, links or the
/// palette lead to, stands nowhere.
package struct Screens: Sendable {
  /// In the order in which they show.
  package let tabs: [DashboardScreen]
  let pages: [DashboardPage]
  private let openings: [ActionID: DashboardPage]

  /// - Parameter pages: in the order of the help; of two that one action opens the first counts.
  init(tabs: [DashboardScreen], pages: [DashboardPage]) {
    (self.tabs, self.pages) = (tabs, pages)
    let opened = pages.compactMap { page in page.opening.map { ($0.id, page) } }
    openings = Dictionary(opened, uniquingKeysWith: { first, _ in first })
  }

  /// The page that an action opens from wherever one is.
  func page(openedBy action: ActionID) -> DashboardPage? { openings[action] }

  /// The rows of the action table that lead to them.
  var leading: [Action] { tabs.map(\.action) }
  /// Those that count on them, and those that lead to pages.
  var actions: [Action] { tabs.flatMap(\.actions) + pages.flatMap { $0.actions + ($0.opening.map { [$0] } ?? []) } }
}

extension Screens {
  package static let all = Screens(
    tabs: [.overview, .runs, .quality, .metrics, .alarms, .gold, .schedules],
    pages: [
      .handOver, .backfill, .runGrid, .executionMap, .executionTimes, .executionHistory, .executionDiff, .metricChart,
      .metricDashboard, .alarm, .causes,
    ])
}
