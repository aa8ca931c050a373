import Glibc
import PseudoTerminal
import TestSupport
import Testing

/// The probe program in a pseudo-terminal.
struct Probe {
  let terminal: PseudoTerminal
  /// The line's settings before the program touched them.
  let before: TerminalSettings?

  /// Starts the probe, and waits for its first screen unless told otherwise.
  init(
    _ environment: [String: String] = [:], arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    waitForScreen: Bool = true, _ change: (inout Launch) -> Void = { _ in }
  ) throws {
    var launch = Launch(Launch.built("TerminalProbe"), arguments, environment: environment)
    (launch.columns, launch.rows) = (columns, rows)
    change(&launch)
    let plain = try PseudoTerminal(Launch("/bin/true"))
    before = plain.settings
    _ = try plain.waitForEnd()
    terminal = try PseudoTerminal(launch)
    guard waitForScreen else { return }
    // A frame ends with the cursor going to the focus.
    try terminal.wait(for: "the first screen") { $0.text.contains("focus") && $0.cursor == (1, 2) }
  }

  /// Checks that the terminal is as it was: screen, cursor, modes, attributes, line settings.
  func expectTerminalRestored(sourceLocation: SourceLocation = #_sourceLocation) {
    let screen = terminal.screen
    #expect(!screen.alternateIsActive, "still on the alternate screen", sourceLocation: sourceLocation)
    #expect(screen.cursorIsVisible, "the cursor is hidden", sourceLocation: sourceLocation)
    #expect(screen.modes.isDisjoint(with: [1000, 1002, 1003, 1004, 1006, 2004]), sourceLocation: sourceLocation)
    #expect(!screen.isKeypadInApplicationMode, sourceLocation: sourceLocation)
    #expect(screen.pen == CellStyle(), "attributes left on", sourceLocation: sourceLocation)
    #expect(terminal.settings == before, "line settings left changed", sourceLocation: sourceLocation)
    #expect(screen.unknown.isEmpty, sourceLocation: sourceLocation)
  }
}

extension String {
  /// Keys as an xterm sends them.
  static let f1 = "\u{1B}OP"
  static let f2 = "\u{1B}OQ"
  static let f3 = "\u{1B}OR"
  static let f4 = "\u{1B}OS"
  static let f5 = "\u{1B}[15~"
  static let f6 = "\u{1B}[17~"
  static let f7 = "\u{1B}[18~"
}
