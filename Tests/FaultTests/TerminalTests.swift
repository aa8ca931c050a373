import Foundation
import JSON
import PseudoTerminal
import ShopSupport
import Testing

extension Faults {
  @Suite("A run in a terminal")
  struct TerminalTests {
    enum Loss: CaseIterable, CustomTestStringConvertible {
      case windowClosed, hangUpSignal, killed

      var testDescription: String {
        switch self {
        case .windowClosed: "its window is closed"
        case .hangUpSignal: "it gets SIGHUP"
        case .killed: "it is killed"
        }
      }

      func happen(to terminal: PseudoTerminal) {
        switch self {
        case .windowClosed: terminal.hangUp()
        case .hangUpSignal: terminal.signal(SIGHUP)
        case .killed: terminal.signal(SIGKILL)
        }
      }
    }

    private func start(_ project: LittleProject) throws -> PseudoTerminal {
      try PseudoTerminal(
        Launch(AssayProgram.path, ["run", "--project", project.path], environment: AssayProgram.environment))
    }

    @Test("goes on to its end when what shows it goes away", arguments: Loss.allCases)
    func loss(_ loss: Loss) throws {
      let project = try LittleProject(.quick)
      let reading = try project.reading()
      var held: HeldTable? = try project.hold()
      let terminal = try start(project)
      let run = try Observed(newestOf: reading)
      try run.waitForStep("silver.work")
      loss.happen(to: terminal)
      _ = try terminal.waitForEnd()
      #expect(run.isAlive)
      withExtendedLifetime(held) {}
      held = nil
      #expect(try run.waitForEnd().status == .succeeded)
      #expect(try reading.query("select count(*) from silver.work") == [["1000"]])
    }

    @Test("is stopped by Ctrl-C: 130, and the execution is ABORTED")
    func interrupt() throws {
      let project = try LittleProject(.endless)
      let terminal = try start(project)
      let run = try Observed(newestOf: project.reading())
      try run.waitForStep("silver.work")
      try terminal.wait(forText: "silver.work", within: .seconds(30))
      terminal.send("\u{3}")
      #expect(try terminal.waitForEnd(within: .seconds(60)).status == .exited(130))
      let end = try run.waitForEnd()
      #expect(end.status == .aborted)
      #expect(end.cause == "stopped on request")
    }

    @Test("is left behind by a second Ctrl-C, and stops all the same once its worker can")
    func secondInterrupt() throws {
      let project = try LittleProject(.endless)
      let terminal = try start(project)
      let run = try Observed(newestOf: project.reading())
      try run.waitForStep("silver.work")
      run.signal(SIGSTOP)
      terminal.send("\u{3}")
      try terminal.drain()
      terminal.send("\u{3}")
      #expect(try terminal.waitForEnd(within: .seconds(60)).status == .exited(130))
      #expect(run.isAlive)
      run.signal(SIGCONT)
      #expect(try run.waitForEnd().status == .aborted)
    }

    @Test("says so and fails when its worker is killed")
    func killedWorker() throws {
      let project = try LittleProject(.endless)
      let terminal = try start(project)
      let run = try Observed(newestOf: project.reading())
      try run.waitForStep("silver.work")
      run.signal(SIGKILL)
      #expect(try terminal.waitForEnd(within: .seconds(60)).status == .exited(1))
      #expect(terminal.screen.text.contains("ended without a word"))
    }
  }
}
