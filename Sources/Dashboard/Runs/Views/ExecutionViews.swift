import Interaction
import Operations

/// The ways to look at one execution, each a key away from wherever one is chosen.
extension DashboardPage {
  init<Page: Screen>(
    _ page: Page.Type, opening: Action, actions: [Action] = [],
    ofExecution place: @escaping @Sendable (String) -> Destination
  ) {
    self.init(page, opening: opening, actions: actions) { screen in
      screen.subject.execution.map { .to(place($0)) } ?? .nowhere(why: "no execution is chosen")
    }
  }
}

extension RunSubject {
  /// The one execution it is about.
  fileprivate var execution: String? {
    switch self {
    case .execution(let execution): execution.id
    case .tables(_, let execution): execution?.id
    case .everything, .nothing, .executions: nil
    }
  }
}

extension ScreenStacks {
  /// Puts a view of an execution above its page, which is opened where it is not.
  mutating func push(_ view: some Screen, of execution: String) {
    let isOpen = first(ExecutionScreen.self, on: .runs) { $0.id == execution } != nil
    if !isOpen { push(ExecutionScreen(execution), on: .runs, keeping: 1) }
    push(view, on: .runs, keeping: 2)
  }
}
