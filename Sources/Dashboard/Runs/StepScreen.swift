import Canvas
import Foundation
import Interaction
import Operations
import Widgets

/// One step of an execution: where its rows went, what it wrote, why it failed, its own log.
struct StepScreen: Screen {
  let execution: String
  let step: String
  private(set) var feed = Feed<String, ExecutionDetail>()
  var log: LogPane
  private let known: ExecutionDetail?
  /// Where the figures are, as laid out last.
  private var facts = Rect.zero
  /// Of a state: its documents have the page, and no log is seen.
  private var isZoomed = false
  private var offset = 0

  init(execution: String, step: String, known: ExecutionDetail?) {
    self.execution = execution
    self.step = step
    self.known = known
    log = LogPane(execution: execution, step: step)
  }

  var crumb: String { step }
  var scopes: [Scope] {
    isZoomed ? [.list, .panes, .runs] : summary?.state == nil ? [.log, .list, .runs] : [.log, .list, .panes, .runs]
  }
  var summary: StepSummary? { (feed.value ?? known)?.steps.first { $0.name == step } }
  private var run: ExecutionSummary? { (feed.value ?? known)?.summary }

  func availability(of action: ActionID) -> Availability {
    // Two panes, of which the log alone takes keys.
    if action == .nextPane || action == .previousPane { return .absent }
    guard action == .enter else { return .enabled }
    if let state = summary?.state {
      return state.execution == nil ? .disabled(reason: "this state started no execution") : .enabled
    }
    return summary?.score == nil ? .disabled(reason: "no rule has judged this step") : .enabled
  }

  var isMoving: Bool { summary?.isRunning ?? false }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    feed.ask(.execution, execution, reason, desk, in: Slot("step")) + log.requests(reason, desk)
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    let isFirst = feed.value == nil
    if feed.take(arrival, of: .execution) != nil, isFirst, summary?.status == .failed { log.openAtError() }
    log.receive(arrival)
    return []
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    if action == .enter {
      if let started = summary?.state?.execution { return [.go(.execution(started))] }
      return [.go(.table(step))]
    }
    if action == .zoom {
      (isZoomed, offset) = (!isZoomed, 0)
      return []
    }
    if isZoomed {
      scroll(action)
      return []
    }
    _ = log.perform(action)
    return log.requests(.ticked, desk)
  }

  private mutating func scroll(_ action: ActionID) {
    let page = max(1, facts.height - 12)
    switch action {
    case .up: offset -= 1
    case .down: offset += 1
    case .pageUp: offset -= page
    case .pageDown: offset += page
    case .top: offset = 0
    default: break
    }
    offset = min(max(0, offset), Self.mostLines)
  }

  /// A document is read on from the command line beyond so many lines.
  private static let mostLines = 2000

  func line(_ purpose: LinePurpose) -> String? { purpose == .search ? log.search : nil }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    log.search = text
    return nil
  }

  var causeSubject: CauseSubject { .step(step, execution: execution) }
  /// The step with what depends on it; a state of a machine is no table, and goes with its execution.
  var subject: RunSubject {
    guard let run, let summary else { return .nothing(why: "the execution is not known yet") }
    return summary.kind.isOfTable ? .tables([step], of: run) : .execution(run)
  }

  func copyText(_ desk: Desk) -> CopyText? {
    log.chosenLine.map { CopyText(what: "the log line", text: $0.message) }
      ?? CopyText(what: "the step", text: "\(execution)\t\(step)")
  }

  func exportTable(_ desk: Desk) -> ExportTable? { log.table }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    // Documents take what room there is.
    let most = summary?.state == nil ? rect.height >= 30 ? 15 : 13 : max(13, rect.height / 2)
    let height = min(rect.height * 2 / 3, most)
    facts = isZoomed ? rect : rect.top(height)
    log.arrange(in: isZoomed ? .zero : rect.inset(top: height))
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    PaneFrame(title: step, isFocused: isZoomed, loading: "reading the step").draw(feed, desk, into: &surface, in: facts)
    {
      _, surface, room in
      guard let summary else {
        return PaneState.empty("This execution has no step \(step).", advice: "Esc back").draw(into: &surface, in: room)
      }
      StepFacts(step: summary, offset: offset, isZoomed: isZoomed).draw(into: &surface, in: room, desk)
    }
    if !isZoomed { log.draw(into: &surface, isFocused: true, showsStep: false, desk) }
  }
}

extension Destination {
  /// A step, above its execution.
  static func step(execution: String, step: String) -> Destination {
    Destination("step", execution, step) { stacks, _ in
      let open = { (stacks: ScreenStacks) in
        stacks.first(ExecutionScreen.self, on: .runs) { $0.id == execution }
      }
      if open(stacks) == nil { stacks.push(ExecutionScreen(execution), on: .runs, keeping: 1) }
      let known = open(stacks)?.detail
      stacks.push(StepScreen(execution: execution, step: step, known: known), on: .runs, keeping: 2)
    }
  }
}
