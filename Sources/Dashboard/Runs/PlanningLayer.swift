import Canvas
import Interaction
import JSON
import Operations
import Widgets

/// Works out what a run would change; then the question takes its place. Closing it drops the answer.
struct PlanningLayer: Layer {
  typealias Message = DashboardMessage

  /// What is to be run.
  enum Subject: Sendable {
    case everything
    case rerun(ExecutionSummary)
    /// With all that is made from them.
    case tables([String])
    /// Going on with it.
    case redrive(ExecutionSummary)
    /// Once more, with another input.
    case again(ExecutionDetail, JSONValue)
  }

  let subject: Subject
  let desk: Desk
  private var problem: OperationsError?

  init(_ subject: Subject, desk: Desk) {
    self.subject = subject
    self.desk = desk
  }

  private var execution: ExecutionSummary? {
    switch subject {
    case .rerun(let execution), .redrive(let execution): execution
    case .again(let detail, _): detail.summary
    case .everything, .tables: nil
    }
  }

  var isModal: Bool { true }

  mutating func update(_ event: LayerEvent<DashboardMessage>, _ surroundings: Surroundings) -> Effects {
    switch event {
    case .opened: return [ask()]
    case .message(let message):
      guard case .planned(let answer) = message.event else { return [.keepFrame] }
      switch answer {
      case .success(let plan): return [.replace(question(plan, surroundings.glyphs))]
      case .failure(let error): problem = error
      }
    case .input(.key(let key)):
      // Who types ahead of the answer means the question: it must not be gone without a word.
      let leaves = key == "esc" || key == "q" || key == "ctrl-g" || (key == "enter" && problem != nil)
      return leaves ? [.close] : [.keepFrame]
    default: break
    }
    return []
  }

  private func ask() -> Effect<DashboardMessage> {
    let subject = subject
    return desk.ask(.plan) { operations in
      let running = try operations.running
      switch subject {
      case .everything: return try running.plan(RunRequest())
      case .rerun(let execution): return try running.plan(running.rerunRequest(of: execution.id))
      case .tables(let tables): return try running.plan(RunRequest(tables: tables, downstream: true))
      case .redrive(let execution): return try running.redrivePlan(of: execution.id)
      case .again(let detail, let input):
        if detail.isOfMachine { return RunPlan(machineInput: input, before: detail.input) }
        return try running.plan(running.rerunRequest(of: detail.summary.id, input: input))
      }
    } then: {
      .planned($0)
    }
  }

  private func question(_ plan: RunPlan, _ glyphs: Glyphs) -> ConfirmLayer<DashboardMessage> {
    let isProtected = plan.isProtected || desk.identity.isProtected
    return ConfirmLayer(
      title: title(plan), lines: PlanText.lines(plan, rerunOf: execution, desk.identity, glyphs),
      confirm: verb, danger: .careful, wantedText: isProtected ? desk.identity.environment : nil,
      message: message(plan))
  }

  private var verb: String {
    switch subject {
    case .everything, .tables: "Run"
    case .rerun: "Rerun"
    case .redrive: "Redrive"
    case .again: "Run"
    }
  }

  private func message(_ plan: RunPlan) -> DashboardMessage {
    if case .again(let detail, let input) = subject {
      return DashboardMessage(
        .act(
          Deed(.start, else: "not started") { operations in
            "started \(try operations.running.startAgain(detail.summary.id, input: input))"
          }))
    }
    guard case .redrive(let execution) = subject else { return DashboardMessage(.start(plan.request)) }
    return DashboardMessage(
      .act(
        Deed(.start, else: "not redriven") { operations in
          try operations.running.redrive(execution: execution.id)
          return "goes on with \(execution.id)"
        }))
  }

  /// Names the day of the files it takes in, where that is another than the one it repeats.
  private func title(_ plan: RunPlan) -> String {
    guard case .rerun = subject, let execution, let day = plan.request.runDate, let before = execution.runDate,
      day != before
    else {
      return title
    }
    return "Rerun \(before), now for \(day), in \(desk.identity.environment)?"
  }

  private var title: String {
    let place = "in \(desk.identity.environment)?"
    switch subject {
    case .everything: return "Run everything \(place)"
    case .rerun(let execution): return "Rerun \(execution.dayText) \(place)"
    case .tables(let tables):
      let names = tables.count == 1 ? tables[0] : "\(tables.count) tables"
      return "Run \(names) and what depends on \(tables.count == 1 ? "it" : "them") \(place)"
    case .again(let detail, _): return "Run \(detail.summary.dayText) again with another input \(place)"
    case .redrive(let execution): return "Go on with \(execution.dayText) \(place)"
    }
  }

  func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings) {
    let lines: [Dialog.Line] =
      problem.map { [Dialog.Line("It cannot be planned:", role: .failed), Dialog.Line($0.description)] }
      ?? [Dialog.Line("Working out what would change\(surface.glyphs.ellipsis)", role: .running)]
    Dialog(title: title, lines: lines, buttons: [.init(problem == nil ? "Esc cancels" : "Close")])
      .draw(into: &surface, in: rect)
  }
}
