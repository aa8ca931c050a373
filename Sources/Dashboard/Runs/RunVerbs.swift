import Canvas
import Interaction
import JSON
import Operations
import Widgets

/// Rerun and stop: whether they are possible, and the questions before them.
enum RunVerbs {
  static func availability(of action: ActionID, for subject: RunSubject, _ desk: Desk) -> Availability {
    if desk.options.isReadOnly { return .disabled(reason: "the dashboard is in read-only mode") }
    if desk.lookProblem != nil { return .disabled(reason: "what is shown is old, and cannot be renewed") }
    if desk.isStarting { return .disabled(reason: "a run is being started") }
    switch subject {
    case .nothing(let why): return .disabled(reason: why)
    case .everything: return action == .rerun ? .enabled : .disabled(reason: "nothing has run")
    case .execution(let execution): return availability(of: action, for: execution)
    case .executions(let all): return availability(of: action, forAll: all)
    case .tables(_, let execution):
      if let execution { return availability(of: action, for: execution) }
      return action == .rerun ? .enabled : .disabled(reason: "it is no run")
    }
  }

  private static func availability(of action: ActionID, for execution: ExecutionSummary) -> Availability {
    switch action {
    case .stop:
      return execution.isRunning ? .enabled : .disabled(reason: "it is not running")
    case .markGood:
      if execution.isOpenFailure { return .enabled }
      return .disabled(reason: execution.isRunning ? "it is still running" : "nothing of it is left to do")
    case .redrive where execution.isGood: return .disabled(reason: "it succeeded: there is nothing to go on with")
    default: return execution.isRunning ? .disabled(reason: "it is still running") : .enabled
    }
  }

  private static func availability(of action: ActionID, forAll all: [ExecutionSummary]) -> Availability {
    switch action {
    case .rerun:
      all.contains(where: \.isRunning) ? .disabled(reason: "one of the marked runs is still running") : .enabled
    case .redrive:
      all.contains { $0.isRunning || $0.isGood }
        ? .disabled(reason: "one of the marked runs succeeded or is running") : .enabled
    default: .disabled(reason: "several runs are marked: this is done one by one")
    }
  }

  /// Opens the layer that works out what a run would change, and then asks.
  static func plan(_ subject: RunSubject, _ desk: Desk) -> Effects {
    switch subject {
    case .execution(let execution): open(.rerun(execution), desk)
    case .tables(let tables, _): open(.tables(tables), desk)
    case .executions(let all): [BulkVerbs(all, desk).rerun]
    case .everything: open(.everything, desk)
    case .nothing(let why): [.notify(Notice(why, .warning))]
    }
  }

  private static func open(_ subject: PlanningLayer.Subject, _ desk: Desk) -> Effects {
    [.open(PlanningLayer(subject, desk: desk))]
  }

  /// The same for going on with an execution that did not succeed.
  static func planRedrive(_ subject: RunSubject, _ desk: Desk) -> Effects {
    if case .executions(let all) = subject { return [BulkVerbs(all, desk).redrive] }
    return execution(of: subject).map { open(.redrive($0), desk) } ?? []
  }

  /// The same with another input.
  static func planAgain(_ detail: ExecutionDetail, _ input: JSONValue, _ desk: Desk) -> Effects {
    if let obstacle = OperatorVerb.obstacle(desk) { return [.notify(Notice(obstacle, .warning))] }
    return open(.again(detail, input), desk)
  }

  private static func execution(of subject: RunSubject) -> ExecutionSummary? {
    switch subject {
    case .execution(let execution): execution
    case .tables(_, let execution): execution
    case .everything, .nothing, .executions: nil
    }
  }

  static func confirmStop(_ subject: RunSubject, _ desk: Desk) -> Effects {
    guard let execution = execution(of: subject) else { return [] }
    let done = "\(execution.stepsDone) of \(execution.stepsTotal) steps are done and stay as they are."
    return [
      .open(
        ConfirmLayer(
          title: execution.stopRequested
            ? "Force the run of \(execution.dayText) to stop?" : "Stop the run of \(execution.dayText)?",
          lines: [Dialog.Line("Execution \(execution.id)"), Dialog.Line(done), Dialog.Line(effect(execution))],
          confirm: execution.stopRequested ? "Force it" : "Stop it", danger: .destructive,
          wantedText: desk.identity.isProtected ? desk.identity.environment : nil,
          message: DashboardMessage(.act(stop(execution.id)))))
    ]
  }

  /// A first stop is graceful; a second one kills what did not hear the first.
  private static func effect(_ execution: ExecutionSummary) -> String {
    execution.stopRequested
      ? "It was asked to stop, and ends itself within ten seconds. Twenty seconds after the first request this kills its "
        + "worker; tables keep their last whole version."
      : "It stops after the query it is in; tables keep their last whole version."
  }

  static func confirmMark(_ subject: RunSubject, _ desk: Desk) -> Effects {
    guard let execution = execution(of: subject) else { return [] }
    let deed = Deed(.stop, else: "not marked") { operations in
      try operations.running.mark(execution: execution.id, reason: "marked in the dashboard")
      return "\(execution.id) counts as done"
    }
    return [
      .open(
        ConfirmLayer(
          title: "Is the run of \(execution.dayText) done?",
          lines: [
            Dialog.Line("It failed: \(execution.brief)"),
            Dialog.Line(
              "It will count as done without a run that makes it good; no table changes. The audit names you."),
          ],
          confirm: "It is done", danger: .careful,
          wantedText: desk.identity.isProtected ? desk.identity.environment : nil,
          message: DashboardMessage(.act(deed))))
    ]
  }

  private static func stop(_ execution: String) -> Deed {
    Deed(.stop, else: "not stopped") { operations in
      try operations.running.stop(execution: execution)
      return "asked \(execution) to stop"
    }
  }
}
