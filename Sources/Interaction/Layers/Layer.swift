import Canvas

/// A screen, a dialog, the palette: state that events change and that draws itself.
///
/// Events go from the top layer down until one takes them; drawing goes from the bottom up. Layers are values and run on
/// the main thread; what may block is an effect.
package protocol Layer<Message>: Sendable {
  associatedtype Message: Sendable

  /// The scopes whose actions this layer does, nearest first.
  var scopes: [Scope] { get }
  /// Whether layers below get no keys while this one is on top. Dialogs are modal.
  var isModal: Bool { get }
  /// Whether printable keys are text now: then keys come to `update` first and actions get what it passes.
  var isEditingText: Bool { get }

  func availability(of action: ActionID) -> Availability
  mutating func update(_ event: LayerEvent<Message>, _ surroundings: Surroundings) -> [Effect<Message>]
  func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings)
}

extension Layer {
  package var scopes: [Scope] { [] }
  package var isModal: Bool { false }
  package var isEditingText: Bool { false }
  package func availability(of action: ActionID) -> Availability { .enabled }
}

/// What can happen to a layer.
package enum LayerEvent<Message: Sendable>: Sendable {
  /// It was put on the stack; always its first event.
  case opened
  case action(ActionID)
  /// A key that means no action here, pasted text, or the mouse.
  case input(Input)
  case message(Message)
  /// The terminal has a new size or focus; `Surroundings` tells which. Every layer hears of it.
  case surroundingsChanged
}

/// What a layer may know about the world when it is updated or drawn.
package struct Surroundings: Sendable {
  /// Monotonic; for ages and animations, not for dates.
  package var now: ContinuousClock.Instant
  package var size: Size
  package var glyphs: Glyphs
  /// Whether the terminal's window has the focus, as far as it tells.
  package var hasFocus: Bool
  package var mouseIsCaptured: Bool
  /// Whether the layer is the one that gets keys first.
  package var isTop: Bool
  /// The line to show in the footer's place for now.
  package var notice: Notice?
  /// What can be done now, nearest scope first. Filled for drawing only.
  package var offers: [Offer]

  package init(
    now: ContinuousClock.Instant, size: Size, glyphs: Glyphs = .braille, hasFocus: Bool = true,
    mouseIsCaptured: Bool = true, isTop: Bool = true, notice: Notice? = nil, offers: [Offer] = []
  ) {
    self.now = now
    self.size = size
    self.glyphs = glyphs
    self.hasFocus = hasFocus
    self.mouseIsCaptured = mouseIsCaptured
    self.isTop = isTop
    self.notice = notice
    self.offers = offers
  }
}
