import Canvas
import Interaction
import Operations
import Widgets

/// Works out what a run would change; then the question takes its place. Closing it drops the answer.
struct PlanningLayer: Layer {
  typealias Message = DashboardMessage

  let execution: ExecutionSummary?
  let desk: Desk
  private var problem: OperationsError?

  init(execution: ExecutionSummary?, desk: Desk) {
    self.execution = execution
    self.desk = desk
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
      return key == "esc" || key == "enter" || key == "q" || key == "ctrl-g" ? [.close] : [.keepFrame]
    default: break
    }
    return []
  }

  private func ask() -> Effect<DashboardMessage> {
    let id = execution?.id
    return desk.ask(.plan) { operations in
      let running = try operations.running
      return try running.plan(try id.map(running.rerunRequest) ?? RunRequest())
    } then: {
      .planned($0)
    }
  }

  private func question(_ plan: RunPlan, _ glyphs: Glyphs) -> ConfirmLayer<DashboardMessage> {
    let isProtected = plan.isProtected || desk.identity.isProtected
    return ConfirmLayer(
      title: title(plan), lines: PlanText.lines(plan, rerunOf: execution, desk.identity, glyphs),
      confirm: execution == nil ? "Run" : "Rerun", danger: .careful,
      wantedText: isProtected ? desk.identity.environment : nil, message: DashboardMessage(.start(plan.request)))
  }

  /// Names the day of the files it takes in, where that is another than the one it repeats.
  private func title(_ plan: RunPlan) -> String {
    guard let execution, let day = plan.request.runDate, let before = execution.runDate, day != before else {
      return title
    }
    return "Rerun \(before), now for \(day), in \(desk.identity.environment)?"
  }

  private var title: String {
    guard let execution else { return "Run everything in \(desk.identity.environment)?" }
    return "Rerun \(execution.dayText) in \(desk.identity.environment)?"
  }

  func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings) {
    let lines: [Dialog.Line] =
      problem.map { [Dialog.Line("It cannot be planned:", role: .failed), Dialog.Line($0.description)] }
      ?? [Dialog.Line("Working out what would change\(surface.glyphs.ellipsis)", role: .running)]
    Dialog(title: title, lines: lines, buttons: [.init(problem == nil ? "Cancel" : "Close")])
      .draw(into: &surface, in: rect)
  }
}
