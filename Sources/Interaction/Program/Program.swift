import Canvas

/// How a program ended.
package enum Ending: Hashable, Sendable {
  case quit(exitCode: Int32)
  /// The terminal went away.
  case hungUp
  case signal(Int32)
}

/// The loop between a device and a stack of layers: events in, updates, effects out, one paint for a burst of changes.
///
/// All of it runs on the thread that calls `run`, which blocks until the program ends. When nothing happens it sleeps
/// without a single wake-up.
package final class Program<Message: Sendable> {
  /// Frames start at least this far apart.
  static var framePause: Duration { .milliseconds(33) }
  /// The same for a frame that answers an input: no wait that can be felt, and a held key or a dragged mouse still costs
  /// few frames.
  static var answerPause: Duration { .milliseconds(8) }
  static var noticeTime: Duration { .seconds(6) }
  /// Nobody has touched anything for so long: the program rests.
  static var restPause: Duration { .milliseconds(500) }
  /// The same for frames that came without an input: a running pipeline paints again and again.
  static var unattendedPause: Duration { .seconds(5) }

  let device: any Device
  let actions: ActionRegistry
  let minimumSize: Size
  let allowedWhenTooSmall: Set<ActionID>
  let workers: WorkerPool
  /// The thread of `Effect.watch`.
  let watcher = WorkerPool(threads: 1)
  let mailbox: Mailbox<Answer<Message>>
  /// Called on the loop's thread, once for each time that people or data had moved something and then left it alone.
  let atRest: (() -> Void)?

  var stack = LayerStack<Message>()
  var errands = Errands<Message>()
  var isCarryingOut = false
  var queue: [(source: LayerID, effect: Effect<Message>)] = []
  var notice: (notice: Notice, until: ContinuousClock.Instant)?
  var hasFocus = true
  var mouseIsCaptured = true
  var isDirty = true
  var nextFrame: ContinuousClock.Instant
  var lastFrame: ContinuousClock.Instant?
  /// When `atRest` is called; nil when nothing happened since it was.
  var restsAt: ContinuousClock.Instant?
  package internal(set) var ending: Ending?
  /// Frames painted so far.
  package internal(set) var frames = 0

  /// - Parameters:
  ///   - minimumSize: below it the screen tells the size it needs, and only `allowedWhenTooSmall` can be done.
  ///   - workers: threads for `Effect.work`; default: four of its own.
  ///   - atRest: what is to be done in pauses; a few milliseconds are not felt there.
  package init(
    root: any Layer<Message>, actions: ActionRegistry, device: any Device,
    minimumSize: Size = Size(width: 1, height: 1),
    allowedWhenTooSmall: Set<ActionID> = [.quit], workers: WorkerPool = WorkerPool(),
    atRest: (() -> Void)? = nil
  ) {
    self.device = device
    self.actions = actions
    self.minimumSize = minimumSize
    self.allowedWhenTooSmall = allowedWhenTooSmall
    self.workers = workers
    self.atRest = atRest
    mailbox = Mailbox(wake: device.wake)
    nextFrame = device.now
    rest(after: Self.restPause)
    open(root, by: nil)
    carryOut()
  }

  /// Runs until the program ends, and gives the terminal back.
  package func run() -> Ending {
    defer { device.close() }
    while true {
      if let ending { return ending }
      turn()
    }
  }

  /// One round: wait, update, paint when due.
  package func turn() {
    paintIfDue()
    let events = device.wait(for: request)
    for event in events where ending == nil { handle(event) }
    for answer in mailbox.takeAll() where ending == nil { receive(answer) }
    ring()
    paintIfDue()
  }

  /// Hands the program an input as if it had come from the device.
  package func feed(_ input: Input) { handle(.input(input)) }

  /// Work that has not answered yet, wanted or not.
  package var workInFlight: Int { errands.inFlight }

  /// What the next wait will be for.
  var request: WaitRequest {
    let frame = isDirty ? nextFrame : nil
    var deadline = frame
    for other in [errands.nextDeadline, notice?.until, restsAt].compactMap({ $0 }) {
      deadline = min(deadline ?? other, other)
    }
    return WaitRequest(deadline: deadline, workInFlight: errands.inFlight, frame: frame)
  }

  private func ring() {
    if let until = notice?.until, until <= device.now {
      notice = nil
      isDirty = true
    }
    for (layer, message) in errands.takeDue(device.now) { deliver(.message(message), to: layer) }
    if let restsAt, restsAt <= device.now {
      self.restsAt = nil
      atRest?()
    }
  }

  private func receive(_ answer: Answer<Message>) {
    guard errands.finish(answer.ticket), let message = answer.message else { return }
    deliver(.message(message), to: answer.ticket.key.layer)
  }
}

/// What comes back to the loop from other threads.
struct Answer<Message: Sendable>: Sendable {
  let ticket: Ticket
  let message: Message?
}
