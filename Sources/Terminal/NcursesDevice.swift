import CNcurses
import Canvas
import Glibc
import Interaction

/// The terminal through ncurses. There is one per process, used by the main thread.
///
/// From `open` to `close` the screen, its modes, the process's signals and its standard streams belong to the device; it
/// gives all of them back on `close`, on exit, on suspension and in a crash.
package final class NcursesDevice: Device {
  package internal(set) var size: Size
  package var glyphs: Glyphs { Glyphs(facts.glyphs) }
  package let facts: TerminalFacts
  package var now: ContinuousClock.Instant { .now }
  package let wake: @Sendable () -> Void

  let modes: TerminalModes
  /// The terminal, for bytes ncurses does not write and for asking its size. Nothing of ncurses' own uses it.
  let line: Int32
  let signals: Int32
  let alarm: Int32
  let pad: UnsafeMutablePointer<WINDOW>
  var capture: StreamCapture
  var painter: Painter
  var bytes: ByteDecoder
  var decoder = InputDecoder()
  var pasteSince: ContinuousClock.Instant?
  var mouseIsOn: Bool
  var emptyReads = 0
  /// Signals taken off the pipe that the loop has not heard of.
  var takenSignals: [Int32] = []
  var isHungUp = false
  var isClosed = false

  init(_ parts: TerminalOpening.Parts, options: TerminalOptions) {
    facts = parts.facts
    modes = TerminalModes(reportsEvents: facts.reportsEvents)
    line = parts.line
    signals = parts.signals
    alarm = parts.alarm
    pad = parts.pad
    capture = StreamCapture()
    painter = Painter(theme: options.theme, facts: facts, hasDefaultColours: parts.hasDefaultColours, line: parts.line)
    mouseIsOn = options.mouse
    bytes = ByteDecoder(isUTF8: parts.facts.isUTF8)
    size = Self.currentSize(parts.line)
    // The window may have changed between newterm, which read its size, and now: its signal then finds nothing new.
    resizeterm(Int32(size.height), Int32(size.width))
    let alarm = parts.alarm
    // The eventfd stays open until the process ends, so that a late worker never writes to another file's number.
    wake = { cn_wake_signal(alarm) }
    takeScreen()
    armCrashHandlers(options)
  }

  deinit { close() }

  static func currentSize(_ line: Int32) -> Size {
    var (columns, rows): (Int32, Int32) = (80, 24)
    return cn_window_size(line, &columns, &rows)
      ? Size(width: Int(columns), height: Int(rows)) : Size(width: 80, height: 24)
  }

  // MARK: taking and giving

  private func takeScreen() {
    capture.start()
    send(modes.on(mouse: mouseIsOn))
  }

  private func armCrashHandlers(_ options: TerminalOptions) {
    // Swift's backtracer asks questions on the terminal and waits half a minute for a key, unless a developer set it up.
    let chains = options.environment["SWIFT_BACKTRACE"] != nil
    let restore = Array(modes.restore().utf8.map(CChar.init(bitPattern:)))
    restore.withUnsafeBufferPointer { bytes in
      withOptionalCString(options.tracePath) { path in
        var plan = cn_crash_plan(
          restore: bytes.baseAddress, restore_length: bytes.count, terminal: line, screen: cn_output(),
          messages: capture.trueError, captured: capture.file, chains: chains, trace_path: path)
        cn_crash_arm(&plan)
      }
    }
  }

  package func suspend() {
    guard !isClosed else { return }
    send(modes.off)
    endwin()
    capture.stop()
    capture.flush()
    cn_signals_stop_here()
    // The SIGCONT that ended this stop is no news; whatever else came with it is.
    takenSignals += pendingSignals().filter { $0 != SIGCONT }
    resume()
  }

  /// After a stop, ours or one from outside: the shell may have changed anything.
  func resume() {
    capture.start()
    adoptSize()
    send(modes.on(mouse: mouseIsOn))
    invalidate()
  }

  package func close() {
    guard !isClosed else { return }
    isClosed = true
    // A SIGHUP can also be sent by hand, with the window still there.
    isHungUp = isHungUp || cn_hung_up(line)
    if !isHungUp {
      send(modes.off)
      // Reports under way would be typed into the shell's prompt.
      tcflush(line, TCIFLUSH)
      endwin()
    }
    // ncurses waits for output to drain when it changes settings, which a hung-up line never does.
    cn_crash_give_settings_back(line)
    cn_crash_disarm()
    delwin(pad)
    cn_close()
    cn_signals_restore()
    capture.stop()
    if !isHungUp { capture.flush() }
    capture.close()
    painter.output.close()
    Glibc.close(line)
  }

  // MARK: small requests

  package func bell() { send("\u{7}") }

  package func captureMouse(_ captured: Bool) {
    mouseIsOn = captured
    send(captured ? modes.mouseOn : modes.mouseOff)
  }

  package func use(_ theme: Theme) { painter.use(theme) }

  /// Writes bytes between frames. A terminal that takes no more is found out by the next wait.
  func send(_ text: String) { FullWrite.write(Array(text.utf8)[...], to: line) }
}

private func withOptionalCString(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Void) {
  if let text { text.withCString { body($0) } } else { body(nil) }
}
