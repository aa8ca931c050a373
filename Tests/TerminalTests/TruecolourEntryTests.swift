import Foundation
import TestSupport
import Testing

@testable import Terminal

@Suite struct TruecolourEntryTests {
  @Test("the embedded bytes are what tic makes of the source", arguments: [TruecolourEntry.xterm, .tmux])
  func theEmbeddedBytesAreWhatTicMakesOfTheSource(_ entry: TruecolourEntry) throws {
    let folder = try TemporaryFolder()
    let source = try #require(Bundle.module.path(forResource: entry.name, ofType: "ti", inDirectory: "Fixtures"))
    let tic = Process()
    tic.executableURL = URL(fileURLWithPath: "/usr/bin/tic")
    tic.arguments = ["-x", "-o", folder.path, source]
    try tic.run()
    tic.waitUntilExit()
    let compiled = try Data(contentsOf: URL(fileURLWithPath: folder.path("a/\(entry.name)")))
    #expect(!entry.bytes.isEmpty && entry.bytes == compiled)
  }

  @Test("installing twice leaves one good entry") func installingTwiceLeavesOneGoodEntry() throws {
    let folder = try TemporaryFolder()
    let first = try TruecolourEntry.xterm.install(in: folder.path)
    try folder.write("damaged", to: "terminfo/a/assay-xterm")
    #expect(try TruecolourEntry.xterm.install(in: folder.path) == first)
    #expect(FileManager.default.contents(atPath: first + "/a/assay-xterm") == TruecolourEntry.xterm.bytes)
  }

  @Test(
    "truecolour needs a terminal that says so",
    arguments: [
      (["TERM": "xterm-256color"], nil), (["TERM": "xterm-256color", "COLORTERM": "truecolor"], "assay-xterm"),
      (["TERM": "xterm-kitty", "COLORTERM": "24bit"], "assay-xterm"),
      (["TERM": "tmux-256color", "COLORTERM": "truecolor"], "assay-tmux"),
      (["TERM": "vt100", "COLORTERM": "truecolor"], nil),
      (["TERM": "linux", "COLORTERM": "truecolor"], nil),
    ] as [([String: String], String?)])
  func truecolourNeedsATerminalThatSaysSo(_ environment: [String: String], _ name: String?) {
    #expect(TerminalChoice.truecolourEntry(environment)?.name == name)
  }
}
