import Interaction

/// A page without a tab that has keys: one that leads to it from wherever its scope counts, and those that count on it.
///
///     extension DashboardPage {
///       static let handOver = DashboardPage(
///         HandOverScreen.self, opening: Action(.handOver, "hand-over", keys: ["H"], in: .everywhere),
///         actions: HandOverScreen.actions, to: .handOver)
///     }
struct DashboardPage: Sendable {
  /// Where the key leads from a screen.
  enum Way: Sendable {
    case to(Destination)
    case nowhere(why: String)
  }

  /// The row of the action table that leads to it; nil where only rows and other pages do.
  let opening: Action?
  let actions: [Action]
  private let way: @Sendable (any Screen) -> Way?

  /// A page that has keys, and none that leads to it.
  init(actions: [Action]) {
    (opening, self.actions, way) = (nil, actions, { _ in nil })
  }

  /// - Parameters:
  ///   - page: whoever is on one has no key for it.
  ///   - way: where the key leads from the screen one is on.
  init<Page: Screen>(
    _ page: Page.Type, opening: Action, actions: [Action] = [], way: @escaping @Sendable (any Screen) -> Way
  ) {
    (self.opening, self.actions) = (opening, actions)
    self.way = { $0 is Page ? nil : way($0) }
  }

  init<Page: Screen>(_ page: Page.Type, opening: Action, actions: [Action] = [], to place: Destination) {
    self.init(page, opening: opening, actions: actions) { _ in .to(place) }
  }

  func availability(from screen: any Screen) -> Availability {
    switch way(screen) {
    case .to: .enabled
    case .nowhere(let why): .disabled(reason: why)
    case nil: .absent
    }
  }

  func destination(from screen: any Screen) -> Destination? {
    if case .to(let place) = way(screen) { place } else { nil }
  }
}
