import Foundation
import JSON
import TestSupport
import Testing

/// Each alarm of the sample goes on with its fault and comes back without it.
@Suite("The sample's alarms") struct SampleAlarmTests {
  private static let alarms =
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("sample_data/alarms").path

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// One datapoint a day; `-` is none.
  private static func days(_ header: String, _ values: [String]) -> String {
    let rows = values.enumerated().map { day, value in
      "2026-11-\(day + 1 < 10 ? "0" : "")\(day + 1)T06:10:00Z,\(value == "-" ? "" : value)"
    }
    return "timestamp,\(header)\n" + rows.joined(separator: "\n") + "\n"
  }

  private static let usual = ["100", "103", "98", "101", "99", "102", "100"]

  private static let cases: [(name: String, points: String)] = [
    ("run_failed", days("value", ["0", "1", "0"])), ("run_timed_out", days("value", ["0", "1", "0"])),
    ("run_missed", days("value", ["0", "1", "0"])),
    ("no_run", days("value", ["1", "1", "1", "-"] + [String](repeating: "1", count: 10))),
    ("slow_run", days("time", usual + ["500", "101"])), ("sales_failed", days("value", ["0", "1", "0"])),
    ("sales_quality", days("value", ["100", "80", "100"])),
    ("customers_faulty", days("value", ["90", "150", "150", "90"])),
    ("orders_rejected", days("rejected,read", ["1,100", "6,100", "5,100"])),
    ("sales_stale", days("value", ["1800", "1900", "1800"])), ("orders_drift", days("orders", usual + ["10", "101"])),
    (
      "shop",
      """
      timestamp,no_run,run_failed,run_timed_out,sales_quality
      2026-11-01T06:00:00Z,OK,OK,OK,OK
      2026-11-01T06:10:00Z,,ALARM,,
      2026-11-01T06:20:00Z,,OK,,
      """
    ),
  ]

  @Test("goes on with its fault and comes back", arguments: cases.indices)
  func goesOnAndBack(index: Int) throws {
    let (name, points) = Self.cases[index]
    try folder.write(points, to: "points.csv")
    let answer = try Binary(folder: folder.path)(
      "alarms", "test", "--definition", "\(Self.alarms)/\(name).yml", "--datapoints", "points.csv",
      "--initial-state", "OK", "--until", "2026-11-15T00:00:00Z", "--json")
    let states = try (answer.json()["transitions"]?.arrayValue ?? []).compactMap { $0["to"]?.stringValue }
    // A band knows nothing on the first days.
    #expect(states.filter { $0 != "INSUFFICIENT_DATA" }.suffix(2) == ["ALARM", "OK"], "\(name): \(answer)")
  }

  @Test("every alarm of the sample is among those tried")
  func all() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.alarms).filter { $0.hasSuffix(".yml") }
    #expect(Set(files) == Set(Self.cases.map { $0.name + ".yml" }))
  }
}
