import Foundation
import Glibc
import PseudoTerminal
import Testing

extension EndToEnd {
  struct EngineApartTests {
    private func maps(_ pid: pid_t) throws -> String {
      try String(contentsOfFile: "/proc/\(pid)/maps", encoding: .utf8)
    }

    /// Processes whose parent is `pid`.
    private func children(of pid: pid_t) throws -> [String] {
      try String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8).split(separator: " ").map(
        String.init)
    }

    @Test("the engine is never loaded into the dashboard") func theEngineIsNeverLoadedIntoTheDashboard() throws {
      let project = try CopiedProject()
      try project.assay("run")
      let dashboard = try OpenDashboard(project.path)
      dashboard.send("7")
      try dashboard.wait(for: "the figures") { $0.text.contains("loaded ") && !$0.text.contains("computing") }
      dashboard.send("3\r")
      try dashboard.wait("Quarantine")
      dashboard.send("1r")
      try dashboard.wait("[ Cancel ]")
      #expect(!(try maps(dashboard.terminal.process)).contains("libduckdb"))
      #expect(try children(of: dashboard.terminal.process).isEmpty)
      dashboard.send("\u{1B}")
      try dashboard.waitUntilGone("[ Cancel ]")
      try dashboard.expectCleanQuit()
    }
  }
}
