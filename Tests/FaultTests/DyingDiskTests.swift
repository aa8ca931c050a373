import Foundation
import PseudoTerminal
import TestSupport
import Testing

extension Faults {
  /// Somebody looks at a project while the disk under it goes.
  @Suite(
    "A dashboard that is open while its disk dies",
    .enabled(if: SmallDisk.canBeMade, "needs to be allowed to mount: run it as root"))
  struct DyingDiskTests {
    enum Death: String, CaseIterable {
      case full, unmounted

      /// What then stands on the screen that was there before.
      var words: String { self == .unmounted ? "STALE" : "There is no Gold layer" }

      func happen(to disk: inout SmallDisk?) throws {
        switch self {
        case .full: try disk?.leave(0)
        case .unmounted: disk = nil
        }
      }
    }

    private static let patience = Duration.seconds(120)

    @Test(
      "shows what it has and what is wrong, answers every key, and gives the terminal back", arguments: Death.allCases)
    func shown(death: Death) throws {
      let place = try TemporaryFolder()
      var disk: SmallDisk? = try SmallDisk(at: place.path("disk"), megabytes: 48)
      let shop = try copied(to: place.path("disk/shop"))
      let terminal = try open(shop)
      try terminal.wait(forText: "There is no Gold layer", within: Self.patience)
      try death.happen(to: &disk)
      for (key, text) in [("2", "Executions"), ("3", "Tables"), ("7", "Gold"), ("1", death.words)] {
        terminal.send(key)
        try terminal.wait(forText: text, within: Self.patience)
      }
      terminal.send("q")
      #expect(try terminal.waitForEnd(within: Self.patience).status == .exited(0))
      #expect(!terminal.screen.alternateIsActive && terminal.screen.cursorIsVisible)
    }

    @Test("starts a run again as soon as there is room, and says before that there is none")
    func runs() throws {
      let place = try TemporaryFolder()
      let disk = try SmallDisk(at: place.path("disk"), megabytes: 48)
      let shop = try copied(to: place.path("disk/shop"))
      let terminal = try open(shop)
      try terminal.wait(forText: "There is no Gold layer", within: Self.patience)
      try disk.leave(0)
      try rerun(terminal)
      try terminal.wait(forText: "not started: the disk", within: Self.patience)
      terminal.send("\u{1B}")
      // Not before: an escape and a letter that come together are one key.
      try terminal.wait(for: "the answer to go", within: Self.patience) { !$0.text.contains("not started: the disk") }
      disk.makeRoom()
      try rerun(terminal)
      terminal.send("2")
      try terminal.wait(forText: "Executions · 2", within: Self.patience)
      terminal.send("q")
      #expect(try terminal.waitForEnd(within: Self.patience).status == .exited(0))
    }

    private func rerun(_ terminal: PseudoTerminal) throws {
      terminal.send("r")
      try terminal.wait(forText: "[ Rerun ]", within: Self.patience)
      terminal.send("\t\r")
      try terminal.wait(for: "the question to go", within: Self.patience) { !$0.text.contains("[ Rerun ]") }
    }

    /// A project that was run, on the disk.
    private func copied(to folder: String) throws -> String {
      let project = try LittleProject(.quick)
      let end = try AssayProgram.run(["run", "--project", project.path]).end
      #expect(end.status == .exited(0))
      try FileManager.default.copyItem(atPath: project.path, toPath: folder)
      return folder
    }

    private func open(_ folder: String) throws -> PseudoTerminal {
      var environment = AssayProgram.environment
      (environment["TERM"], environment["LANG"]) = ("xterm-256color", "C.UTF-8")
      var launch = Launch(AssayProgram.path, ["--project", folder], environment: environment)
      (launch.columns, launch.rows) = (120, 36)
      return try PseudoTerminal(launch)
    }
  }
}
