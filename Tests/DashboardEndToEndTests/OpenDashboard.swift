import Glibc
import PseudoTerminal
import TestSupport
import Testing

/// A dashboard that someone has opened.
struct OpenDashboard {
  let terminal: PseudoTerminal
  /// The line's settings before the program touched them.
  let before: TerminalSettings?
  /// Its HOME, which starts empty.
  let home: TemporaryFolder

  /// Generous, because a loaded machine is no fault of the dashboard's.
  static let patience = Duration.seconds(120)

  /// Opens a project and waits for the first screen with data, unless told otherwise.
  init(
    _ project: String, _ environment: [String: String] = [:], arguments: [String] = [], columns: Int = 120,
    rows: Int = 36, waitsForScreen: Bool = true, home: TemporaryFolder? = nil,
    _ change: (inout Launch) -> Void = { _ in }
  ) throws {
    self.home = try home ?? TemporaryFolder(beneath: TemporaryFolder.memory)
    let variables = Assay.environment(home: self.home.path).merging(environment) { $1 }
    var launch = Launch(Assay.path, ["--project", project] + arguments, environment: variables)
    (launch.columns, launch.rows) = (columns, rows)
    change(&launch)
    let plain = try PseudoTerminal(Launch("/bin/true"))
    before = plain.settings
    _ = try plain.waitForEnd(within: Self.patience)
    terminal = try PseudoTerminal(launch)
    if waitsForScreen { try waitForOverview() }
  }

  var screen: VirtualScreen { terminal.screen }

  func send(_ keys: String) { terminal.send(keys) }

  func wait(_ text: String) throws { try terminal.wait(forText: text, within: Self.patience) }

  func wait(for what: String, _ isDone: (VirtualScreen) -> Bool) throws {
    try terminal.wait(for: what, within: Self.patience, isDone)
  }

  func waitUntilGone(_ text: String) throws { try wait(for: "\(text) to go") { !$0.text.contains(text) } }

  /// The status has been read and the report computed.
  func waitForOverview() throws {
    try wait(for: "the overview") { screen in
      let text = screen.text
      return text.contains("1 Overview") && text.contains("Gold is") && !text.contains("reading")
        && !text.contains("computing")
    }
  }

  /// Asks for a run, waits for the plan, and confirms it: three keys, for Cancel has the focus.
  func rerun(confirm: String) throws {
    send("r")
    try wait("[ \(confirm) ]")
    send("\t\r")
    try waitUntilGone("[ \(confirm) ]")
  }

  func end() throws -> EndedProcess { try terminal.waitForEnd(within: Self.patience) }

  /// Checks that the terminal is as it was: screen, cursor, modes, attributes, line settings.
  func expectTerminalRestored(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(!screen.alternateIsActive, "still on the alternate screen", sourceLocation: sourceLocation)
    #expect(screen.cursorIsVisible, "the cursor is hidden", sourceLocation: sourceLocation)
    #expect(screen.modes.isDisjoint(with: [1000, 1002, 1003, 1004, 1006, 2004]), sourceLocation: sourceLocation)
    #expect(!screen.isKeypadInApplicationMode, sourceLocation: sourceLocation)
    #expect(screen.pen == CellStyle(), "attributes left on", sourceLocation: sourceLocation)
    #expect(terminal.settings == before, "line settings left changed", sourceLocation: sourceLocation)
    #expect(screen.unknown.isEmpty, sourceLocation: sourceLocation)
  }

  /// Quits by key, and checks that all is as it was.
  func expectCleanQuit(sourceLocation: SourceLocation = #_sourceLocation) throws {
    send("q")
    let end = try end()
    #expect(end.status == .exited(0), "\(end)", sourceLocation: sourceLocation)
    expectTerminalRestored(sourceLocation: sourceLocation)
  }
}
