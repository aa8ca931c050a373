/// The screens that are open: a stack for each top screen, so that going elsewhere and back finds everything as it was.
struct ScreenStacks: Sendable {
  private struct Stack: Sendable {
    let home: DashboardScreen
    var screens: [any Screen]
  }
  private var stacks: [Stack]
  private var position: Int

  /// - Parameter start: which shows; default: the first.
  init(_ homes: [DashboardScreen] = Screens.all.tabs, startingAt start: DashboardScreen? = nil) {
    stacks = homes.map { Stack(home: $0, screens: [$0.make()]) }
    position = start.flatMap { homes.firstIndex(of: $0) } ?? 0
  }

  /// The top screen whose stack shows.
  var current: DashboardScreen { stacks[position].home }
  var homes: [DashboardScreen] { stacks.map(\.home) }
  var currentPosition: Int { position }

  /// The screen one is on.
  var top: any Screen {
    get { stacks[position].screens[depth - 1] }
    set { stacks[position].screens[depth - 1] = newValue }
  }

  var depth: Int { stacks[position].screens.count }
  var isDeep: Bool { depth > 1 }

  /// The way to where one is.
  var crumbs: [String] { stacks[position].screens.map(\.crumb) }

  /// All that are open, in the order of the tabs, the lowest of each first.
  var all: [any Screen] { stacks.flatMap(\.screens) }

  /// Shows a top screen as it was left; where one is on it already, its first page.
  mutating func show(_ screen: DashboardScreen) {
    guard let wanted = place(of: screen) else { return }
    if wanted == position { stacks[position].screens.removeSubrange(1...) }
    position = wanted
  }

  /// Puts a screen on a stack and shows it.
  /// - Parameters:
  ///   - home: whose stack; default: the one that shows.
  ///   - depth: how many screens of the stack stay below it; the first always does. Default: all.
  mutating func push(_ screen: some Screen, on home: DashboardScreen? = nil, keeping depth: Int? = nil) {
    guard let place = home.map({ self.place(of: $0) }) ?? position else { return }
    position = place
    let kept = max(1, depth ?? stacks[place].screens.count)
    stacks[place].screens = stacks[place].screens.prefix(kept) + [screen]
  }

  /// Leaves the screen one is on, unless it is the first of its stack.
  mutating func pop() { if isDeep { stacks[position].screens.removeLast() } }

  /// The lowest screen of a kind on a stack.
  func first<Kind: Screen>(_ kind: Kind.Type, on home: DashboardScreen, where isWanted: (Kind) -> Bool = { _ in true })
    -> Kind?
  {
    place(of: home).flatMap { stacks[$0].screens.lazy.compactMap { $0 as? Kind }.first(where: isWanted) }
  }

  /// Shows the first page of a top screen, changed.
  mutating func show<Kind: Screen>(_ home: DashboardScreen, as kind: Kind.Type, changed: (inout Kind) -> Void) {
    guard let place = place(of: home), var page = stacks[place].screens[0] as? Kind else { return }
    changed(&page)
    stacks[place].screens = [page]
    position = place
  }

  /// Tells every open screen of an answer. Those that are not shown keep it; only the one on top may ask on.
  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    var effects: Effects = []
    for place in stacks.indices {
      for index in stacks[place].screens.indices {
        let wanted = stacks[place].screens[index].receive(arrival, desk)
        if place == position, index == depth - 1 { effects += wanted }
      }
    }
    return effects
  }

  private func place(of screen: DashboardScreen) -> Int? { stacks.firstIndex { $0.home == screen } }
}
