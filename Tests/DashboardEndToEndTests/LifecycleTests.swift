import Foundation
import Glibc
import PseudoTerminal
import TestSupport
import Testing

extension EndToEnd {
  /// How the dashboard ends, in every way it can.
  struct LifecycleTests {
    private func openDialog(_ dashboard: OpenDashboard) throws {
      dashboard.send("r")
      try dashboard.wait("Cancel")
    }

    @Test("quitting gives the terminal back") func quittingGivesTheTerminalBack() throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path)
      #expect(dashboard.screen.modes.isSuperset(of: [1002, 1004, 1006, 2004]))
      try dashboard.expectCleanQuit()
    }

    @Test("a signal gives the terminal back and is the cause of death", arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func aSignalGivesTheTerminalBackAndIsTheCauseOfDeath(_ signal: Int32) throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path)
      try openDialog(dashboard)
      dashboard.terminal.signal(signal)
      #expect(try dashboard.end().status == .signalled(signal))
      dashboard.expectTerminalRestored()
    }

    @Test("a crash gives the terminal back and leaves its trace in a file", arguments: [SIGSEGV, SIGTRAP, SIGABRT])
    func aCrashGivesTheTerminalBackAndLeavesItsTraceInAFile(_ signal: Int32) throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path)
      // A signal from outside may be taken by a worker's thread that is just ending, of which no trace can be made.
      try dashboard.terminal.drain(pause: .milliseconds(400))
      dashboard.terminal.signal(signal)
      #expect(try dashboard.end().status == .signalled(signal))
      dashboard.expectTerminalRestored()
      #expect(dashboard.screen.text.contains("assay ended by SIG"))
      #expect(!dashboard.screen.text.contains("Press space"))
      let trace = try dashboard.home.read(".local/state/assay/crash.txt")
      #expect(trace.contains("Program crashed"))
    }

    @Test("a closed window ends the dashboard without spinning") func aClosedWindowEndsTheDashboardWithoutSpinning()
      throws
    {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path)
      let used = try ProcessTimes.of(dashboard.terminal.process)
      dashboard.terminal.hangUp()
      let end = try dashboard.end()
      #expect(end.status == .signalled(SIGHUP))
      #expect(end.processorTime - used < .milliseconds(500))
    }

    @Test("a closed window ends the dashboard that was told to ignore hang ups")
    func aClosedWindowEndsTheDashboardThatWasToldToIgnoreHangUps() throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path) { launch in
        launch.arguments = ["-c", "trap '' HUP; exec \"$0\" \"$@\"", launch.program] + launch.arguments
        launch.program = "/bin/sh"
      }
      let used = try ProcessTimes.of(dashboard.terminal.process)
      dashboard.terminal.hangUp()
      #expect(try dashboard.end().processorTime - used < .milliseconds(500))
    }

    @Test("a project that cannot be read never takes the terminal") func aProjectThatCannotBeReadNeverTakesTheTerminal()
      throws
    {
      let project = try SmallProject.copy()
      try project.write("name: [", to: "project.yml")
      let dashboard = try OpenDashboard(project.path, waitsForScreen: false)
      #expect(try dashboard.end().status == .exited(2))
      #expect(dashboard.screen.text.contains("project.yml:"))
      #expect(!String(decoding: dashboard.terminal.log, as: UTF8.self).contains("?1049h"))
      dashboard.expectTerminalRestored()
    }
  }
}

/// What the kernel says a process has used so far.
enum ProcessTimes {
  static func of(_ process: pid_t) throws -> Duration {
    let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    // The name in parentheses may hold blanks; user and system time are the 12th and 13th field after it.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    let ticks = [11, 12].compactMap { fields.indices.contains($0) ? Int(fields[$0]) : nil }.reduce(0, +)
    return .milliseconds(ticks * 1000 / max(1, sysconf(Int32(_SC_CLK_TCK))))
  }
}
