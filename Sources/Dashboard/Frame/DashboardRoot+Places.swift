import Interaction
import Operations

extension DashboardRoot {
  /// Goes to a place. The stack of its screen is made anew where it leads elsewhere.
  mutating func go(_ place: Destination) -> Effects {
    entry = nil
    switch place {
    case .screen(let screen):
      // The digit of the screen one is on leads to its first page.
      if screen == current, isDeep { stacks[screen]?.removeSubrange(1...) }
      current = screen
    case .execution(let id): push(ExecutionScreen(id), on: .runs, keeping: 1)
    case .newExecution(let id): push(ExecutionScreen(id, askedToStartAt: desk.now), on: .runs, keeping: 1)
    case .step(let execution, let step):
      if !stacks[.runs, default: []].contains(where: { ($0 as? ExecutionScreen)?.id == execution }) {
        push(ExecutionScreen(execution), on: .runs, keeping: 1)
      }
      push(StepScreen(execution: execution, step: step, known: detail(of: execution)), on: .runs, keeping: 2)
    case .table(let name): push(TableQualityScreen(name), on: .quality, keeping: 1)
    case .dashboard(let name): showDashboard(name)
    case .row(let row): push(RowScreen(row), on: current, keeping: stacks[current]?.count ?? 1)
    case .tile(let key, let id): push(TileScreen(key, tile: id, known: report(key)), on: .gold, keeping: 1)
    }
    return top.requests(.appeared, desk)
  }

  private mutating func push(_ screen: some Screen, on tab: DashboardScreen, keeping depth: Int) {
    current = tab
    stacks[tab] = Array(stacks[tab, default: []].prefix(depth)) + [screen]
  }

  private func detail(of execution: String) -> ExecutionDetail? {
    stacks[.runs]?.compactMap { $0 as? ExecutionScreen }.first { $0.id == execution }?.detail
  }

  private func report(_ key: ReportKey) -> GoldReport? {
    (stacks[.gold]?.first as? GoldScreen)?.report(for: key)
  }

  private mutating func showDashboard(_ name: String) {
    current = .gold
    stacks[.gold]?.removeSubrange(1...)
    guard var page = stacks[.gold]?.first as? GoldScreen else { return }
    page.show(dashboard: name)
    stacks[.gold]?[0] = page
  }
}
