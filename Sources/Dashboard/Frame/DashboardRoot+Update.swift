import Canvas
import Foundation
import Interaction
import Operations

extension DashboardRoot {
  package mutating func update(
    _ event: LayerEvent<DashboardMessage>, _ surroundings: Surroundings
  ) -> [Effect<DashboardMessage>] {
    desk.now = desk.clock.now()
    let effects = react(to: event, surroundings)
    // Where the frame stays, so do the places on it; the look of each second would compute them for nothing.
    let keepsFrame = effects.contains { if case .keepFrame = $0 { true } else { false } }
    if !keepsFrame { arrange(in: Rect(size: surroundings.size)) }
    return effects
  }

  private mutating func arrange(in rect: Rect) {
    layout = FrameLayout(rect, notice: staleNotice)
    top.arrange(in: layout.body, desk)
  }

  private mutating func react(to event: LayerEvent<DashboardMessage>, _ surroundings: Surroundings) -> Effects {
    switch event {
    case .opened:
      let warning: Effects = desk.options.warning.map { [.notify(Notice($0, .warning))] } ?? []
      return look() + top.requests(.appeared, desk) + loadThemes() + warning
    case .action(let action): return perform(action, surroundings)
    case .input(let input): return receive(input)
    case .message(let message): return receive(message.event, surroundings)
    case .surroundingsChanged: return focusChanged(surroundings)
    }
  }

  private func loadThemes() -> Effects {
    guard let load = desk.options.loadThemes else { return [] }
    return [desk.ask(.themes, { _ in load() }, then: { .themes($0) })]
  }

  // MARK: looking for changes

  static var lookPause: Duration { .seconds(1) }
  static var unfocusedLookPause: Duration { .seconds(10) }
  static var lookLimit: Duration { .seconds(15) }

  private func look() -> Effects {
    [
      desk.watch(.look, { try $0.changeToken() }, then: { .looked($0) }),
      .after(Self.lookLimit, .overdue, DashboardMessage(.lookIsOverdue)),
    ]
  }

  /// Terminals report the focus when asked for it, so only a focus that was away leads to a look.
  private mutating func focusChanged(_ surroundings: Surroundings) -> Effects {
    defer { hadFocus = surroundings.hasFocus }
    return surroundings.hasFocus && !hadFocus ? look() : []
  }

  private mutating func looked(_ answer: Answer<Int64>, _ surroundings: Surroundings) -> Effects {
    let pause = surroundings.hasFocus ? Self.lookPause : Self.unfocusedLookPause
    let next: Effects = [.cancel(.overdue), .after(pause, .lookTimer, DashboardMessage(.look))]
    let hadProblem = desk.lookProblem != nil
    switch answer {
    case .failure(let error):
      desk.lookProblem = error.description
      return next + top.requests(.ticked, desk) + (hadProblem && !minuteHasPassed() ? [.keepFrame] : [])
    case .success(let token):
      let hasChanged = desk.token != nil && desk.token != token
      desk.token = token
      desk.identity = desk.reading.identity
      desk.lookProblem = nil
      let reason: Reason = hasChanged || hadProblem ? .changed : .ticked
      let requests = top.requests(reason, desk) + watchStatus(reason)
      let isQuiet = !hasChanged && !hadProblem && !minuteHasPassed() && !top.isMoving
      return next + requests + (isQuiet ? [.keepFrame] : [])
    }
  }

  /// The overview asks by itself; from every other screen it is asked for the number in the header.
  private mutating func watchStatus(_ reason: Reason) -> Effects {
    if top is OverviewScreen { return [] }
    return status.ask(.status, Whole(), reason, desk, in: Slot("root.status"))
  }

  private mutating func takeStatus(_ arrival: Arrival) {
    guard let (key, answer) = arrival.answer(to: .status) else { return }
    status.take(key, answer)
    if let value = answer.value { concerns = Concerns(status: value).lines().count }
  }

  /// Ages and the clock show minutes: that often an idle screen is painted.
  private mutating func minuteHasPassed() -> Bool {
    let minute = desk.clockText.minute(desk.now)
    defer { shownMinute = minute }
    return minute != shownMinute
  }

  // MARK: messages

  private mutating func receive(_ event: DashboardEvent, _ surroundings: Surroundings) -> Effects {
    switch event {
    case .look: return look() + [.keepFrame]
    case .looked(let answer): return looked(answer, surroundings)
    case .lookIsOverdue:
      desk.lookProblem = "no answer for \(AgeText.duration(15))"
      return []
    case .arrived(let arrival):
      takeStatus(arrival)
      return stacks.receive(arrival, desk) + top.requests(.ticked, desk)
    case .go(let place): return go(place)
    case .planned: return []
    case .start(let request): return start(request)
    case .started(let answer): return started(answer)
    case .act(let deed): return [desk.act(deed.slot, deed.work, then: { .acted(deed, $0) })]
    case .acted(let deed, let answer): return acted(deed, answer)
    case .export(let form): return export(form)
    case .exported(let answer): return exported(answer)
    case .themes(let answer):
      desk.options.themes = answer.value?.themes ?? []
      let known = DashboardMessage(.themesKnown(desk.options.themes))
      return [answer.value?.warning.map { .notify(Notice($0, .warning)) } ?? .keepFrame, .send(known, to: .everyone)]
    case .themesKnown: return [.keepFrame]
    case .use(let theme): return [.use(theme), .notify(Notice("theme \(theme.title)"))]
    }
  }

  /// Goes to a place.
  mutating func go(_ place: Destination) -> Effects {
    entry = nil
    place.open(&stacks, desk)
    return top.requests(.appeared, desk)
  }

  private mutating func start(_ request: RunRequest) -> Effects {
    desk.isStarting = true
    startPlace = place
    return [
      desk.act(.start, { try $0.running.start(request) }, then: { .started($0) }), .notify(Notice("starting the run")),
    ]
  }

  private mutating func started(_ answer: Answer<String>) -> Effects {
    desk.isStarting = false
    switch answer {
    case .success(let id):
      // Who has gone elsewhere meanwhile stays there.
      let opened = place == startPlace ? go(.newExecution(id)) : []
      return opened + [.notify(Notice("started \(id)", .good))]
    case .failure(let error): return [.notify(Notice("not started: \(error)", .failure))]
    }
  }

  private mutating func acted(_ deed: Deed, _ answer: Answer<String>) -> Effects {
    switch answer {
    case .success(let text): [.notify(Notice(text, .good))] + top.requests(.forced, desk)
    case .failure(let error): [.notify(Notice("\(deed.failure): \(error)", .failure))]
    }
  }

  private func exported(_ answer: Answer<String>) -> Effects {
    switch answer {
    case .success(let text): [.notify(Notice(text, .good))]
    case .failure(let error): [.notify(Notice("not exported: \(error)", .failure))]
    }
  }
}
