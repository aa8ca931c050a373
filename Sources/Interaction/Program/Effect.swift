import Canvas

/// What a layer wants done after an event. Effects are values; the program carries them out in order.
package enum Effect<Message: Sendable>: Sendable {
  /// Not mine: the layer below may have the event.
  case pass
  /// Nothing to be seen has changed; without it every event leads to a paint.
  case keepFrame

  /// Runs blocking work on a background thread and delivers its message, if any, to this layer. Newer work in the same
  /// slot makes older work stale: it is asked to stop and its answer is dropped.
  case work(Slot, @Sendable (Cancellation) -> Message?)
  /// The same on a thread that is kept for it, so that no other work holds it up: for short questions that are asked over
  /// and over, and whose lateness means something.
  case watch(Slot, @Sendable (Cancellation) -> Message?)
  /// Makes what runs in a slot stale, and stops its timer.
  case cancel(Slot)
  /// Delivers the message to this layer later, once. A newer one in the same slot replaces it.
  case after(Duration, Slot, Message)
  case send(Message, to: Recipient)
  /// Does an action as if its key had been pressed.
  case perform(ActionID)

  /// Puts a layer on top.
  case open(any Layer<Message>)
  /// Puts a layer on top that is made from what can be done now: the help, the palette.
  case openOverOffers(@Sendable ([Offer]) -> any Layer<Message>)
  /// Puts another layer in this one's place and closes those above; answers for the old one are dropped.
  case replace(any Layer<Message>)
  /// Takes this layer away, and those above it. The lowest one ends the program.
  case close

  case notify(Notice)
  /// Sends text to the terminal's clipboard and says how much was sent.
  case copy(String)
  case bell
  case use(Theme)
  case captureMouse(Bool)
  /// Forgets what the terminal shows and paints all of it.
  case repaint
  /// Stops the program as ^Z does, until it is continued.
  case suspend
  case quit(exitCode: Int32)
}

/// Whom a message goes to.
package enum Recipient: Hashable, Sendable { case here, opener, everyone }

/// One kind of request of a layer; only the newest answer of a slot counts. Named by static members, as actions are.
package struct Slot: Hashable, Sendable {
  package let name: String
  package init(_ name: String) { self.name = name }
}

/// A line for the person at the terminal that goes away by itself.
package struct Notice: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case plain, good, warning, failure }
  package let text: String
  package let kind: Kind

  package init(_ text: String, _ kind: Kind = .plain) {
    self.text = text
    self.kind = kind
  }
}
