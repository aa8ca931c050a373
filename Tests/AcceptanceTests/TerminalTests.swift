import Foundation
import JSON
import PseudoTerminal
import TestSupport
import Testing

/// Following a run on a terminal.
@Suite(.serialized) struct TerminalTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
  }

  /// A table whose build takes about as long as joining 8 rows with themselves so often.
  private func slowModel(_ times: Int) throws {
    let names = (0..<times).map { "t\($0)" }
    try folder.write(
      """
      select sum(\(names.map { "length(\($0).order_id)" }.joined(separator: " + "))) as n
      from bronze.orders \(names[0]) \(names.dropFirst().map { "cross join bronze.orders \($0)" }.joined(separator: " "))
      """, to: "models/silver/slow.sql")
  }

  private func terminal(_ arguments: String...) throws -> PseudoTerminal {
    var variables = ["HOME": NSHomeDirectory()]
    for name in ["ASSAY_LIBDUCKDB", "XDG_DATA_HOME"] { variables[name] = ProcessInfo.processInfo.environment[name] }
    return try PseudoTerminal(Launch(assay.path, arguments + ["--project", folder.path], environment: variables))
  }

  private func lastStatus() throws -> String? { try assay("runs", "last", "--json").json()["status"]?.stringValue }

  @Test("the live list ends as the result") func theLiveListEndsAsTheResult() throws {
    let terminal = try terminal("run")
    #expect(try terminal.waitForEnd().status == .exited(0))
    let text = (0..<terminal.screen.rows).map { terminal.screen.line($0) }.joined(separator: "\n")
    #expect(text.contains("✔ SUCCEEDED"))
    #expect(text.contains("gold.sales_daily"))
    #expect(!text.contains("RUNNING"), "what was drawn on the way is gone")
    #expect(terminal.settings?.isCanonical == true)
    #expect(terminal.screen.cursorIsVisible)
    #expect(terminal.screen.unknown.isEmpty)
  }

  @Test("control c stops the run") func controlCStopsTheRun() throws {
    try slowModel(11)
    let terminal = try terminal("run")
    try terminal.wait(forText: "… silver.slow")
    terminal.send("\u{3}")
    #expect(try terminal.waitForEnd().status == .exited(130))
    #expect(try lastStatus() == "ABORTED")
  }

  @Test("closing the terminal leaves the run alive") func closingTheTerminalLeavesTheRunAlive() throws {
    try slowModel(8)
    let terminal = try terminal("run")
    try terminal.wait(forText: "silver.slow")
    terminal.hangUp()
    _ = try terminal.waitForEnd()
    #expect(try assay("logs", "last", "--follow").status == 0)
    #expect(try lastStatus() == "SUCCEEDED")
  }

  @Test("no colour is respected") func noColourIsRespected() throws {
    var launch = Launch(assay.path, ["status", "--project", folder.path], environment: ["NO_COLOR": "1"])
    launch.environment["HOME"] = NSHomeDirectory()
    let terminal = try PseudoTerminal(launch)
    #expect(try terminal.waitForEnd().status == .exited(0))
    #expect(!terminal.log.contains(0x1B))
  }
}
