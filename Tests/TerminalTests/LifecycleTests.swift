import Glibc
import PseudoTerminal
import TestSupport
import Testing

/// How a terminal program ends, in every way it can: the T tests.
@Suite(.serialized) struct LifecycleTests {
  @Test("quitting gives the terminal back") func quittingGivesTheTerminalBack() throws {
    let probe = try Probe()
    #expect(probe.terminal.screen.alternateIsActive)
    #expect(probe.terminal.screen.modes.isSuperset(of: [1002, 1004, 1006, 2004]))
    probe.terminal.send("q")
    let end = try probe.terminal.waitForEnd()
    #expect(end.status == .exited(0))
    probe.expectTerminalRestored()
  }

  @Test(
    "a signal from outside gives the terminal back and is the cause of death",
    arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func aSignalFromOutsideGivesTheTerminalBackAndIsTheCauseOfDeath(_ signal: Int32) throws {
    let probe = try Probe()
    probe.terminal.send("d")
    try probe.terminal.wait(forText: "Sure?")
    probe.terminal.signal(signal)
    #expect(try probe.terminal.waitForEnd().status == .signalled(signal))
    probe.expectTerminalRestored()
  }

  @Test(
    "a crash signal gives the terminal back and says so",
    arguments: [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT])
  func aCrashSignalGivesTheTerminalBackAndSaysSo(_ signal: Int32) throws {
    let probe = try Probe()
    probe.terminal.signal(signal)
    #expect(try probe.terminal.waitForEnd().status == .signalled(signal))
    probe.expectTerminalRestored()
    #expect(probe.terminal.screen.text.contains("assay ended by SIG"))
  }

  @Test(
    "a fault of the program gives the terminal back then tells its reason",
    arguments: [
      (String.f1, SIGILL, "the probe was told to trap"), (String.f2, SIGSEGV, "SIGSEGV"),
      (String.f3, SIGABRT, "SIGABRT"),
      (String.f5, SIGILL, "the probe's worker"), (String.f6, SIGSEGV, "SIGSEGV"),
    ])
  func aFaultOfTheProgramGivesTheTerminalBackThenTellsItsReason(_ key: String, _ signal: Int32, _ said: String) throws {
    let probe = try Probe()
    probe.terminal.send(key)
    let status = try probe.terminal.waitForEnd().status
    // A trap is SIGILL on x86 and SIGTRAP on arm64.
    #expect(status == .signalled(signal) || (signal == SIGILL && status == .signalled(SIGTRAP)))
    probe.expectTerminalRestored()
    #expect(probe.terminal.screen.text.contains(said))
  }

  @Test("a crash writes its trace to the file it names") func aCrashWritesItsTraceToTheFileItNames() throws {
    let folder = try TemporaryFolder()
    let trace = folder.path("crash.log")
    let probe = try Probe(["PROBE_TRACE": trace])
    probe.terminal.send(.f1)
    _ = try probe.terminal.waitForEnd()
    probe.expectTerminalRestored()
    #expect(probe.terminal.screen.text.replacing("\n", with: "").contains("trace: \(trace)"))
    let text = try folder.read("crash.log")
    #expect(text.contains("Program crashed: SIG") && text.contains("TerminalProbe("))
    #expect(text.contains("the probe was told to trap"), "what was captured of stderr belongs to the trace")
    #expect(!probe.terminal.screen.text.contains("Press space"))
  }

  @Test(
    "A signal that nobody has a use for ends the program, and leaves no raw terminal",
    arguments: [SIGUSR1, SIGUSR2, SIGALRM])
  func otherSignals(_ signal: Int32) throws {
    let probe = try Probe()
    probe.terminal.signal(signal)
    #expect(try probe.terminal.waitForEnd().status == .signalled(signal))
    probe.expectTerminalRestored()
  }

  @Test(
    "A terminal that nobody reads does not keep the program from ending", arguments: [SIGTERM, SIGINT, SIGHUP, SIGSEGV])
  func stalledTerminal(_ signal: Int32) throws {
    let probe = try Probe()
    // A copy of 100,000 characters, of which the line takes a few thousand: the program waits in write(2).
    probe.terminal.send("Y")
    try probe.terminal.stall()
    probe.terminal.signal(signal)
    #expect(try probe.terminal.waitForEndUnread(within: .seconds(60)) == .signalled(signal))
    #expect(probe.terminal.settings == probe.before)
  }

  @Test("exit from anywhere gives the terminal back") func exitFromAnywhereGivesTheTerminalBack() throws {
    let probe = try Probe()
    probe.terminal.send(.f4)
    #expect(try probe.terminal.waitForEnd().status == .exited(3))
    probe.expectTerminalRestored()
  }

  @Test("a program that hangs still ends at the second request") func aProgramThatHangsStillEndsAtTheSecondRequest()
    throws
  {
    let probe = try Probe()
    probe.terminal.send(.f7)
    try probe.terminal.drain()
    probe.terminal.signal(SIGTERM)
    try probe.terminal.drain()
    probe.terminal.signal(SIGTERM)
    #expect(try probe.terminal.waitForEnd().status == .signalled(SIGTERM))
    probe.expectTerminalRestored()
  }

  @Test("a closed window ends the program without spinning") func aClosedWindowEndsTheProgramWithoutSpinning() throws {
    let probe = try Probe()
    probe.terminal.hangUp()
    let end = try probe.terminal.waitForEnd(within: .seconds(20))
    #expect(end.status == .signalled(SIGHUP))
    #expect(end.processorTime < .seconds(1))
  }

  @Test("a closed window ends the program that was told to ignore hang ups")
  func aClosedWindowEndsTheProgramThatWasToldToIgnoreHangUps() throws {
    let probe = try Probe { launch in
      launch.arguments = ["-c", "trap '' HUP; exec \(launch.program)"]
      launch.program = "/bin/sh"
    }
    probe.terminal.hangUp()
    let end = try probe.terminal.waitForEnd(within: .seconds(20))
    #expect(end.processorTime < .seconds(1))
  }

  @Test("what libraries print stays off the screen and is shown afterwards")
  func whatLibrariesPrintStaysOffTheScreenAndIsShownAfterwards() throws {
    let probe = try Probe()
    probe.terminal.send("p+")
    try probe.terminal.wait(forText: "count 1")
    #expect(!probe.terminal.screen.text.contains("chatter"))
    probe.terminal.send("q")
    _ = try probe.terminal.waitForEnd()
    #expect(probe.terminal.screen.text.contains("a library's ␛[31mchatter on stderr"))
    #expect(probe.terminal.screen.text.contains("a library's chatter on stdout"))
    probe.expectTerminalRestored()
  }
}
