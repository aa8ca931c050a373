import Foundation
import JSON
import TestSupport
import Testing

/// What a new user does with the README beside them: a project from nothing, an alarm, and their own command told of it.
@Suite("The first alarm, by the README alone") struct FirstAlarmTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    #expect(try Binary(folder: folder.path)("init", "my-shop").status == 0)
    assay = Binary(folder: folder.path("my-shop"))
    #expect(try assay("run").status == 0)
  }

  private static let readme =
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("README.md")

  /// The files that the README's section on alarms shows, by the names that stand above them.
  private func shown() throws -> [String: String] {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let start = try #require(text.range(of: "\n## Alarms\n")).upperBound
    let section = text[start...].components(separatedBy: "\n## ")[0]
    var (files, name): ([String: String], String?) = ([:], nil)
    for line in section.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("    ") || line.isEmpty else {
        name = nil
        continue
      }
      let code = line.dropFirst(4)
      let title = code.dropFirst(2).prefix { $0 != "," && $0 != " " }
      if code.hasPrefix("# "), title.contains(".") {
        name = String(title)
        files[String(title)] = ""
      } else if let name {
        files[name, default: ""] += code + "\n"
      }
    }
    return files
  }

  private func wait(_ what: String, _ isSo: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try !isSo() {
      try #require(ContinuousClock.now < deadline, "still waiting for \(what)")
      usleep(20_000)
    }
  }

  @Test("a run that fails is told to a command, which appends it to a file, and so is the next good one")
  func inbox() throws {
    let files = try shown()
    let settings = try folder.read("my-shop/project.yml")
    try folder.write(settings + "\n" + (try #require(files["project.yml"])), to: "my-shop/project.yml")
    // Ten seconds instead of a minute, so that the test does not wait for one; and who gets well is told, too.
    let alarm = try #require(files["alarms/run_failed.yml"]).replacing("Period: 60", with: "Period: 10")
    try folder.write(alarm + "OKActions: [tell]\n", to: "my-shop/alarms/run_failed.yml")
    let script = try #require(files["tell.sh"])
    #expect(script.contains("# or cat >> inbox.txt"))
    let lines = script.split(separator: "\n").map { $0.contains("inbox.txt") ? "cat >> inbox.txt" : String($0) }
    let path = try folder.write(lines.joined(separator: "\n") + "\n", to: "my-shop/tell.sh")
    chmod(path, 0o755)
    let validated = try assay("validate")
    #expect(validated.status == 0, "\(validated.output)")

    let broken = try folder.write("order_id,customer\nA1,Ada\n", to: "my-shop/incoming/orders-2026-01-06.csv")
    #expect(try assay("run").status == 1)
    func told() throws -> [String] {
      #expect(try assay("alarms", "evaluate").status <= 1)
      guard let text = try? folder.read("my-shop/inbox.txt") else { return [] }
      return try text.split(separator: "\n").map { try JSONValue(parsing: String($0))["state"]?.stringValue ?? "" }
    }
    // It may have been well for a moment before, which is told, too.
    try wait("the alarm") { try told().last == "ALARM" }
    #expect(try assay("status").status == 1)

    try FileManager.default.removeItem(atPath: broken)
    #expect(try assay("run").status == 0)
    try wait("its end") { try told().last == "OK" }
    #expect(try told().count { $0 == "ALARM" } == 1)
    #expect(try assay("status").status == 0)
  }

  @Test("an alarm's actions start a run and a workflow, which workers of their own carry out")
  func run() throws {
    let settings = try folder.read("my-shop/project.yml")
    try folder.write(
      settings + "\nactions:\n  again: {run: [gold.sales_daily]}\n  repair: {workflow: repair}\n",
      to: "my-shop/project.yml")
    try folder.write(
      #"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#, to: "my-shop/workflows/repair.asl.json")
    try folder.write(
      """
      Namespace: Custom
      MetricName: Backlog
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 5
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: ignore
      AlarmActions: [again, repair]
      """, to: "my-shop/alarms/backlog.yml")
    #expect(try assay("metrics", "put", "Backlog", "9", "--at", "90s").status == 0)
    #expect(try assay("alarms", "evaluate").status <= 1)
    try wait("the run and the execution that the alarm started") {
      let runs = try assay("runs", "--json").json().arrayValue ?? []
      return runs.count { $0["trigger"] == "alarm backlog" && $0["status"] == "SUCCEEDED" } == 2
    }
    // What it did is in its history, and it does it once.
    #expect(try assay("alarms", "evaluate").status <= 1)
    #expect(try assay("runs", "--json").json().arrayValue?.count == 3)
    let history = try assay("alarms", "history", "backlog", "--json").json().arrayValue ?? []
    #expect(history.contains { $0["outcome"]?.stringValue?.hasPrefix("done: started ") ?? false }, "\(history)")
  }
}
