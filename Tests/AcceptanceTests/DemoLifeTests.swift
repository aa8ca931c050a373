import Clocks
import Foundation
import JSON
import PseudoTerminal
import TestSupport
import Testing

/// `assay demo --live` on the built program.
@Suite("A demo that goes on by itself") struct DemoLifeTests {
  private static let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("sample_data").path
  private let folder: TemporaryFolder

  /// A demo whose fourteen days, the last of them some weeks ago, were run at once on their last morning: that `demo` runs
  /// each at its own takes longer than all the rest, and is not shown here.
  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: Self.sample) where !["incoming", "lake", ".assay"].contains(name)
    {
      try files.copyItem(atPath: Self.sample + "/" + name, toPath: folder.path(name))
    }
    let secret = try folder.write("pepper", to: ".assay/secrets/masking_salt")
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    try folder.write("complete\n", to: ".assay/demo")
    let assay = Binary(folder: folder.path)
    let last = CalendarDay(Date()).advanced(by: -20)
    #expect(try assay("sample", "--until", "\(last)", ".").status == 0)
    try at(last.start.addingTimeInterval(7 * 3600)) {
      let run = try assay("run", "--json")
      let summary = try run.json()
      #expect(run.status == 0, "\(summary["cause"]?.text ?? run.error)")
      #expect(summary["runDate"]?.stringValue == "\(last)")
    }
  }

  /// Does something while the project's clock goes on from a moment, as a demo that lives has it.
  private func at(_ moment: Date, _ work: () throws -> Void) throws {
    let stretch = LeapingClock.Stretch(shown: moment)
    let clock = try folder.write(stretch.text + "\n", to: ".assay/clock")
    let descriptor = open(clock, O_RDONLY | O_CLOEXEC)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    defer {
      unlink(clock)
      close(descriptor)
    }
    try work()
  }

  @Test("two days pass on the dashboard: files come, a run fails and its alarm goes on, the next one makes both good")
  func twoDays() throws {
    let assay = Binary(folder: folder.path)
    var variables = ["HOME": NSHomeDirectory(), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
    for name in ["ASSAY_LIBDUCKDB", "XDG_DATA_HOME"] { variables[name] = ProcessInfo.processInfo.environment[name] }
    var launch = Launch(
      assay.path, ["demo", "--live", "--days", "2", "--pace", "1", folder.path], environment: variables)
    (launch.columns, launch.rows) = (160, 40)
    let demo = try PseudoTerminal(launch)
    try demo.wait(forText: "Overview")
    demo.send("2")
    // The fifteenth day's orders come broken; the sixteenth day brings them again.
    try demo.wait(for: "a failed and a good run of the schedule", within: .seconds(400)) { screen in
      let runs = screen.text.split(separator: "\n")
      // A whole run before these days was good too.
      return runs.contains { $0.contains("✖ FAIL") }
        && runs.count { $0.contains("✔ OK") && $0.contains("30/30") } == 2
    }
    try demo.wait(for: "the alarm", within: .seconds(100), in: assay) { $0.prefix(2) == ["OK", "ALARM"] }

    // Each ran in one stretch of the clock: none lasted over a leap.
    let runs = try assay("runs", "--json").json().arrayValue ?? []
    #expect(runs.count == 5, "\(runs)")
    for run in runs {
      let times = ["startedAt", "endedAt"].compactMap { run[$0]?.stringValue.flatMap(Timestamp.parse) }
      #expect(times.count == 2 && times[1].timeIntervalSince(times[0]) < 600, "\(run)")
    }
    #expect(try assay("schedule", "list").output.contains("daily"))
    let second = try assay("demo", "--live", folder.path)
    #expect(second.status == 2 && second.error.contains("another demo --live runs there"), "\(second.error)")
    demo.send("5")
    try demo.wait(forText: "run_failed")
    demo.send("q")
    #expect(try demo.waitForEnd().status == .exited(0))
    #expect(!FileManager.default.fileExists(atPath: folder.path(".assay/clock")))
  }
}

extension PseudoTerminal {
  /// Reads on until the newest states that the alarm on failed runs went to are as told.
  fileprivate func wait(
    for what: String, within limit: Duration, in assay: Binary, _ isDone: ([String]) -> Bool
  ) throws {
    let deadline = ContinuousClock.now.advanced(by: limit)
    var states: [String] = []
    repeat {
      try drain()
      let changes = try assay("alarms", "history", "run_failed", "--json").json().arrayValue ?? []
      states = changes.compactMap { $0["details"]?["state"]?.stringValue }
    } while !isDone(states) && ContinuousClock.now < deadline
    #expect(isDone(states), "\(what): \(states)")
  }
}
