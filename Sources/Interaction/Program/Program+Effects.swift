import Canvas

extension Program {
  /// Carries out waiting effects in order. Effects that lead to updates queue theirs behind.
  func carryOut() {
    guard !isCarryingOut else { return }
    isCarryingOut = true
    defer { isCarryingOut = false }
    while !queue.isEmpty {
      let (source, effect) = queue.removeFirst()
      carryOut(effect, for: source)
    }
  }

  private func carryOut(_ effect: Effect<Message>, for source: LayerID) {
    switch effect {
    case .pass, .keepFrame: break
    case .work(let slot, let body): startWork(ErrandKey(layer: source, slot: slot), on: workers, body)
    case .watch(let slot, let body): startWork(ErrandKey(layer: source, slot: slot), on: watcher, body)
    case .cancel(let slot): errands.cancel(ErrandKey(layer: source, slot: slot))
    case .after(let pause, let slot, let message):
      errands.schedule(ErrandKey(layer: source, slot: slot), at: device.now.advanced(by: pause), message)
    case .send(let message, let recipient): send(message, recipient, from: source)
    case .perform(let action): perform(action)
    case .open(let layer): open(layer, by: source)
    case .openOverOffers(let make): open(make(stack.offers(actions)), by: source)
    case .replace(let layer): replace(source, with: layer)
    case .close: close(source)
    case .notify(let text): show(text)
    case .copy(let text): copy(text)
    case .bell: device.bell()
    case .use(let theme):
      device.use(theme)
      isDirty = true
    case .captureMouse(let captured):
      mouseIsCaptured = captured
      device.captureMouse(captured)
    case .repaint:
      device.invalidate()
      isDirty = true
    case .suspend: suspend()
    case .quit(let exitCode): ending = ending ?? .quit(exitCode: exitCode)
    }
  }

  private func startWork(
    _ key: ErrandKey, on pool: WorkerPool, _ body: @escaping @Sendable (Cancellation) -> Message?
  ) {
    let (ticket, cancellation) = errands.begin(key)
    let mailbox = mailbox
    pool.run {
      mailbox.post(Answer(ticket: ticket, message: cancellation.isCancelled ? nil : body(cancellation)))
    }
  }

  func send(_ message: Message, _ recipient: Recipient, from source: LayerID) {
    switch recipient {
    case .here: deliver(.message(message), to: source)
    case .opener: if let opener = stack[source]?.opener { deliver(.message(message), to: opener) }
    case .everyone: for id in stack.topDown { deliver(.message(message), to: id) }
    }
  }

  func open(_ layer: any Layer<Message>, by opener: LayerID?) {
    let id = stack.push(layer, by: opener)
    isDirty = true
    deliver(.opened, to: id)
  }

  private func replace(_ id: LayerID, with layer: any Layer<Message>) {
    let opener = stack[id]?.opener
    forget(stack.remove(id))
    open(layer, by: opener)
  }

  private func close(_ id: LayerID) {
    forget(stack.remove(id))
    isDirty = true
    if stack.entries.isEmpty { ending = ending ?? .quit(exitCode: 0) }
  }

  private func forget(_ entries: [LayerStack<Message>.Entry]) {
    for entry in entries { errands.cancelAll(of: entry.id) }
  }

  private func copy(_ text: String) {
    switch device.copy(text) {
    case .sent(let bytes):
      show(Notice("sent \(bytes) bytes to the terminal's clipboard (OSC 52); whether it took them is not known", .good))
    case .tooLarge(let bytes, let limit):
      show(Notice("not copied: \(bytes) bytes, and terminals take at most \(limit)", .warning))
    case .unavailable: show(Notice("not copied: this terminal has no clipboard a program can write", .warning))
    }
  }
}
