import Foundation
import JSON
import PseudoTerminal
import TestSupport
import Testing

/// The question for a protected environment's name, on a real terminal.
@Suite(.serialized) struct ConfirmationTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
  }

  private static let question = "The environment prod is protected. Type its name to go on:"
  private static let run = ["run", "--date", "2026-01-05", "--env", "prod"]
  private static let reset = ["bookmark", "reset", "silver.orders", "--env", "prod"]

  private func terminal(_ arguments: [String]) throws -> PseudoTerminal {
    var variables = ["HOME": NSHomeDirectory(), "TERM": "xterm-256color"]
    for name in ["ASSAY_LIBDUCKDB", "XDG_DATA_HOME"] { variables[name] = ProcessInfo.processInfo.environment[name] }
    return try PseudoTerminal(
      Launch(assay.path, arguments + ["--project", folder.path], environment: variables))
  }

  private func text(_ terminal: PseudoTerminal) -> String {
    (0..<terminal.screen.rows).map { terminal.screen.line($0) }.joined(separator: "\n")
  }

  /// Nothing was run in prod, and its bookmarks are those that its one run left.
  private func expectUntouched(_ terminal: PseudoTerminal, runs: Int = 0) throws {
    #expect(try assay("runs", "--env", "prod", "--json").json().arrayValue?.count == runs)
    #expect(terminal.settings?.isCanonical == true, "the terminal is as it was")
  }

  @Test(
    "the name, typed, goes on; blanks around it do not matter", arguments: ["prod\r", "  prod \r", "produ\u{7F}\r"])
  func name(typed: String) throws {
    let terminal = try terminal(Self.run)
    try terminal.wait(forText: Self.question)
    terminal.send(typed)
    #expect(try terminal.waitForEnd().status == .exited(0))
    #expect(try assay("runs", "--env", "prod", "--json").json().arrayValue?.count == 1)
  }

  @Test(
    "another name, another case, nothing, or the end of input does nothing",
    arguments: ["dev\r", "Prod\r", "prod prod\r", "yes\r", "y\r", "\r", "\u{4}", "prodx\u{4}\u{4}"])
  func others(typed: String) throws {
    let terminal = try terminal(Self.run)
    try terminal.wait(forText: Self.question)
    terminal.send(typed)
    #expect(try terminal.waitForEnd().status == .exited(2))
    #expect(text(terminal).contains("that is not prod; nothing was done"), "\(text(terminal))")
    try expectUntouched(terminal)
  }

  @Test("Ctrl-C at the question ends the command, and nothing is done")
  func interrupt() throws {
    let terminal = try terminal(Self.run)
    try terminal.wait(forText: Self.question)
    terminal.send("pro\u{3}")
    #expect(try terminal.waitForEnd().status == .signalled(SIGINT))
    try expectUntouched(terminal)
  }

  @Test("--yes is not asked again, and another name there is refused without a question", arguments: [run, reset])
  func yes(change: [String]) throws {
    _ = try assay.run(Self.run + ["--yes", "prod"])
    let refused = try terminal(change + ["--yes", "dev"])
    #expect(try refused.waitForEnd().status == .exited(2))
    #expect(text(refused).contains("--yes names dev, and this would change prod; nothing was done"))
    #expect(!text(refused).contains("Type its name"))
    try expectUntouched(refused, runs: 1)
    let agreed = try terminal(change + ["--yes", "prod"])
    #expect(try agreed.waitForEnd().status == .exited(0))
    #expect(!text(agreed).contains("Type its name"))
  }

  @Test("a bookmark is moved by the same question")
  func bookmark() throws {
    _ = try assay.run(Self.run + ["--yes", "prod"])
    let before = try assay("bookmark", "list", "--env", "prod", "--json").output
    for (typed, status) in [("dev\r", 2), ("prod\r", 0)] {
      let terminal = try terminal(Self.reset)
      try terminal.wait(forText: Self.question)
      terminal.send(typed)
      #expect(try terminal.waitForEnd().status == .exited(Int32(status)))
      #expect((try assay("bookmark", "list", "--env", "prod", "--json").output == before) == (status == 2))
    }
  }

  @Test("who is not on a terminal is told of --yes instead of being asked", arguments: [run, reset])
  func pipe(change: [String]) throws {
    let answer = try assay.run(change)
    #expect(answer.status == 2 && answer.error.contains("to change it say --yes prod"))
    #expect(!(answer.error + answer.output).contains("Type its name"))
    #expect(try assay("runs", "--env", "prod", "--json").json().arrayValue == [])
  }
}
