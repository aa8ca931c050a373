import Canvas
import Foundation
import Interaction
import JSON
import Operations
import Widgets

/// One execution: its facts, its steps, its log.
struct ExecutionScreen: Screen {
  enum Pane: Sendable { case steps, log }

  let id: String
  /// Set when the dashboard itself has just started it: its worker may not have written anything yet.
  private let startedAt: Date?
  private(set) var feed = Feed<String, ExecutionDetail>()
  var list = Listing(StepTable.columns(nil), identity: \.name)
  var log: LogPane
  var focus = Pane.steps
  var isZoomed = false
  /// Steps that `r` is to run, with what depends on them.
  private(set) var marked: Set<String> = []
  /// Where a range begins.
  private var lastMark: String?
  var layout = ExecutionLayout()
  /// What was typed as another input, until it is asked about.
  private var wantedInput: JSONValue?

  /// How long a new execution may be unknown.
  static let patience: TimeInterval = 20

  init(_ id: String, askedToStartAt moment: Date? = nil) {
    self.id = id
    startedAt = moment
    log = LogPane(execution: id)
  }

  var crumb: String { id }
  var scopes: [Scope] {
    focus == .log ? [.log, .list, .panes, .execution, .runs] : [.steps, .list, .rows, .panes, .execution, .runs, .log]
  }
  var detail: ExecutionDetail? { feed.value }

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: focus == .log ? .absent : list.selectedRow == nil ? .disabled(reason: "no step is chosen") : .enabled
    case .editInput:
      detail?.input == nil ? .disabled(reason: "its input is not known yet") : .enabled
    case .search, .nextMatch, .previousMatch, .lessLog, .moreLog: focus == .log ? .enabled : .absent
    default: .enabled
    }
  }

  var isMoving: Bool { detail?.summary.isRunning ?? false }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.set(desk.clockText)
    if let input = wantedInput, let detail {
      wantedInput = nil
      return RunVerbs.planAgain(detail, input, desk)
    }
    return feed.ask(.execution, id, reason, desk, in: Slot("execution")) + log.requests(reason, desk)
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    if let detail = feed.take(arrival, of: .execution) { show(detail) }
    log.receive(arrival)
    return []
  }

  /// At first the step that matters is chosen: the one that failed, or that runs.
  private mutating func show(_ detail: ExecutionDetail) {
    let isFirst = list.rows.isEmpty
    if isFirst, detail.summary.isBad { log.openAtError() }
    list.columns = StepTable.columns(detail.summary, marked: marked)
    list.set(detail.steps)
    guard isFirst else { return }
    let first = detail.steps.first { $0.status == .failed } ?? detail.steps.first(where: \.isRunning)
    if let first { list.select(first.name) }
  }

  /// A worker needs a moment to write its first line: until then "not found" means "not yet".
  func condition(_ desk: Desk) -> PaneCondition {
    let condition = feed.condition(desk)
    guard case .missing = condition, let startedAt, desk.now.timeIntervalSince(startedAt) < Self.patience else {
      return condition
    }
    return .loading
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .nextPane, .previousPane: focus = focus == .steps ? .log : .steps
    case .zoom: isZoomed.toggle()
    case .follow where focus == .steps:
      focus = .log
      if !log.isFollowing { _ = log.perform(.follow) }
    default:
      if focus == .log { _ = log.perform(action) } else { return performOnSteps(action) }
    }
    return log.requests(.ticked, desk)
  }

  private mutating func performOnSteps(_ action: ActionID) -> Effects {
    if action == .enter, let step = list.selectedRow { return [.go(.step(execution: id, step: step.name))] }
    switch action {
    case .markStep: mark()
    case .markRange: markRange()
    default: _ = list.perform(action)
    }
    return []
  }

  private mutating func mark() {
    guard let step = list.selectedRow else { return }
    lastMark = step.name
    if marked.remove(step.name) == nil { marked.insert(step.name) }
    list.columns = StepTable.columns(detail?.summary, marked: marked)
    _ = list.perform(.down)
  }

  private mutating func markRange() {
    let names = list.shown.map(\.name)
    guard let step = list.selectedRow, let here = names.firstIndex(of: step.name) else { return }
    let from = lastMark.flatMap { names.firstIndex(of: $0) } ?? here
    marked.formUnion(names[min(from, here)...max(from, here)])
    list.columns = StepTable.columns(detail?.summary, marked: marked)
  }

  func line(_ purpose: LinePurpose) -> String? {
    switch (purpose, focus) {
    case (.filter, .steps): list.filter.text
    case (.search, .log): log.search
    case (.input, _): detail?.input?.text
    default: nil
    }
  }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    if purpose == .search {
      log.search = text
      return nil
    }
    if purpose == .input { return take(input: text, isFinal: isFinal) }
    list.set(filter: text)
    return list.filter.problems.first
  }

  /// Asked about when it is finished, unless it is what it was.
  private mutating func take(input text: String, isFinal: Bool) -> String? {
    do {
      let input = try JSONValue(parsing: text)
      if isFinal, input != detail?.input { wantedInput = input }
      return nil
    } catch {
      return "not JSON yet"
    }
  }

  var causeSubject: CauseSubject {
    guard focus == .steps, let step = list.selectedRow, [.failed, .skipped, .stopped].contains(step.status) else {
      return .execution(id)
    }
    return .step(step.name, execution: id)
  }

  var subject: RunSubject {
    guard let detail else { return .nothing(why: "the execution is not known yet") }
    let chosen = detail.steps.map(\.name).filter(marked.contains)
    return chosen.isEmpty ? .execution(detail.summary) : .tables(chosen, of: detail.summary)
  }

  func copyText(_ desk: Desk) -> CopyText? {
    if focus == .log { return log.chosenLine.map { CopyText(what: "the log line", text: $0.message) } }
    guard let step = list.selectedRow else { return CopyText(what: "the execution's id", text: id) }
    let reason = [step.error?.rawValue, step.toldCause].compactMap { $0 }.joined(separator: ": ")
    return CopyText(
      what: "the step",
      text: [id, step.name, step.status.rawValue, reason].filter { !$0.isEmpty }.joined(separator: "\t"))
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    if focus == .log { return log.table }
    return detail == nil ? nil : list.exportTable("steps", now: desk.now)
  }
}

extension Question where Key == String, Value == ExecutionDetail {
  static var execution: Self { Question("execution") { try $0.running.execution($1) } }
}

extension Destination {
  static func execution(_ id: String) -> Destination {
    Destination("execution", id) { stacks, _ in stacks.push(ExecutionScreen(id), on: .runs, keeping: 1) }
  }

  /// One that has just been started and may not be written yet.
  static func newExecution(_ id: String) -> Destination {
    Destination("new execution", id) { stacks, desk in
      stacks.push(ExecutionScreen(id, askedToStartAt: desk.now), on: .runs, keeping: 1)
    }
  }
}
