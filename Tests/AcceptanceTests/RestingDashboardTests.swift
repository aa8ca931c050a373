#if os(Linux)
  import Foundation
  import PseudoTerminal
  import TestSupport
  import Testing

  /// What a dashboard keeps of the machine while nobody touches it.
  @Suite struct RestingDashboardTests {
    @Test("a dashboard that is left alone holds hardly any of the program's code in memory, and goes on from there")
    func codeAtRest() throws {
      let folder = try TemporaryFolder()
      let assay = Binary(folder: folder.path)
      #expect(try assay("init", ".").status == 0)
      let variables = ["HOME": folder.path, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
      let terminal = try PseudoTerminal(Launch(assay.path, ["--project", folder.path], environment: variables))
      try terminal.wait(forText: "Overview")
      let deadline = ContinuousClock.now.advanced(by: .seconds(60))
      var code = try Code(of: terminal.process)
      // Starting alone needs a third of it.
      while code.resident * 10 > code.size, ContinuousClock.now < deadline {
        try terminal.drain()
        code = try Code(of: terminal.process)
      }
      #expect(code.resident * 10 <= code.size, "\(code)")
      terminal.send("2")
      try terminal.wait(forText: "no run")
      terminal.send("q")
      #expect(try terminal.waitForEnd().status == .exited(0))
    }
  }

  /// Kilobytes of a process's own program that can be executed: how many there are, how many are in memory.
  private struct Code {
    private(set) var size = 0
    private(set) var resident = 0

    init(of process: pid_t) throws {
      var isCode = false
      for line in try String(contentsOfFile: "/proc/\(process)/smaps", encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        if words[0].last != ":" { isCode = words[1] == "r-xp" && line.hasSuffix("/assay") }
        guard isCode, let value = words.dropFirst().first.flatMap({ Int($0) }) else { continue }
        if words[0] == "Size:" { size += value }
        if words[0] == "Rss:" { resident += value }
      }
    }
  }
#endif
