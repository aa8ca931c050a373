import Interaction
import Operations

/// The ways to look at one execution, each a key away from wherever one is chosen.
enum ExecutionViews {
  static let actions: [Action] =
    [
      Action(
        .openMap, "map", keys: ["m"], in: .runs, summary: "its states, or tables, and what leads where",
        group: "Runs", prominence: 1),
      Action(
        .openTimes, "times", keys: ["c"], in: .runs, summary: "what waited, ran and was tried again, when",
        group: "Runs", prominence: 0),
      Action(
        .openHistory, "events", keys: ["E"], in: .runs, summary: "everything that happened in it, in order",
        group: "Runs", prominence: 0),
      Action(
        .openDiff, "changes", keys: ["d"], in: .runs,
        summary: "the rows it changed, and Gold's figures before and after",
        group: "Runs", prominence: 0),
    ] + ExecutionMapScreen.actions

  static func availability(of subject: RunSubject) -> Availability {
    execution(of: subject) == nil ? .disabled(reason: "no execution is chosen") : .enabled
  }

  static func place(_ action: ActionID, _ subject: RunSubject) -> Destination? {
    guard let id = execution(of: subject) else { return nil }
    switch action {
    case .openMap: return .executionMap(id)
    case .openTimes: return .executionTimes(id)
    case .openHistory: return .executionHistory(id)
    case .openDiff: return .executionDiff(id)
    default: return nil
    }
  }

  private static func execution(of subject: RunSubject) -> String? {
    switch subject {
    case .execution(let execution): execution.id
    case .tables(_, let execution): execution?.id
    case .everything, .nothing, .executions: nil
    }
  }
}

extension ActionID {
  static let openMap = ActionID("execution.map")
  static let openTimes = ActionID("execution.times")
  static let openHistory = ActionID("execution.events")
  static let openDiff = ActionID("execution.diff")
}

extension ScreenStacks {
  /// Puts a view of an execution above its page, which is opened where it is not.
  mutating func push(_ view: some Screen, of execution: String) {
    let isOpen = first(ExecutionScreen.self, on: .runs) { $0.id == execution } != nil
    if !isOpen { push(ExecutionScreen(execution), on: .runs, keeping: 1) }
    push(view, on: .runs, keeping: 2)
  }
}
