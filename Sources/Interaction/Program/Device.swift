import Canvas

/// A terminal as the program loop needs it. One thread uses it; only `wake` may be called from others.
package protocol Device: AnyObject {
  var size: Size { get }
  var glyphs: Glyphs { get }
  /// The clock that deadlines are measured by.
  var now: ContinuousClock.Instant { get }
  /// Makes a running `wait` return. Safe from any thread, and after `close`.
  var wake: @Sendable () -> Void { get }

  /// Blocks until something happens, `wake` is called, or the deadline passes; nil waits for ever.
  func wait(for request: WaitRequest) -> [DeviceEvent]
  /// Shows a frame: only what differs from the one before is sent.
  func present(_ surface: Surface)
  /// Forgets what is shown, so that the next frame is sent whole.
  func invalidate()
  /// Gives the terminal back, stops the process until it is continued, and takes the terminal again.
  func suspend()
  /// The look of all frames from the next one on.
  func use(_ theme: Theme)
  func copy(_ text: String) -> CopyResult
  func bell()
  /// Whether the program gets mouse events; when not, the terminal's own selection works.
  func captureMouse(_ captured: Bool)
  /// Gives the terminal back. May be called twice.
  func close()
}

/// What the loop waits for.
package struct WaitRequest: Hashable, Sendable {
  package var deadline: ContinuousClock.Instant?
  /// Requests that have not answered yet; a scripted device waits for them before it plays on.
  package var workInFlight: Int
  /// When a frame will be painted that the frame limit holds back; nil when there is none.
  package var frame: ContinuousClock.Instant?
}

/// What a device reports.
package enum DeviceEvent: Hashable, Sendable {
  case input(Input)
  /// `size` has changed.
  case resized
  case focus(Bool)
  /// ^Z from outside.
  case stopRequested
  /// The terminal is gone: nothing can be shown any more.
  case hungUp
  /// A signal asks the program to end.
  case ended(signal: Int32)
}

/// What became of text meant for the clipboard. There is no acknowledgement: "sent" is all a terminal program can know.
package enum CopyResult: Hashable, Sendable {
  case sent(bytes: Int)
  /// Nothing was sent: terminals cut or ignore larger texts without a word.
  case tooLarge(bytes: Int, limit: Int)
  case unavailable
}
