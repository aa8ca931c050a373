import Foundation
import JSON
import PseudoTerminal
import Testing

/// The figures of the headless answers, and where a screen must show them.
struct Figures {
  let status: JSONValue
  let report: JSONValue

  init(_ project: CopiedProject) throws {
    status = try project.assay("status", "--json", mayFail: true).json
    report = try project.assay("report", "--json", mayFail: true).json
  }

  // MARK: the overview

  /// Each layer's figures stand in its column of the flow, and the report's below.
  func expectOverview(on dashboard: OpenDashboard, sourceLocation: SourceLocation = #_sourceLocation) throws {
    for layer in status["layers"]?.arrayValue ?? [] {
      let name = try #require(layer["name"]?.stringValue)
      let station = try Station(name.prefix(1).uppercased() + name.dropFirst(), on: dashboard.screen)
      let builds = (layer["tables"]?.arrayValue ?? []).compactMap { $0["lastBuild"] }
      let sum = { (keys: [String]) in builds.flatMap { build in keys.compactMap { build[$0]?.intValue } }.reduce(0, +) }
      #expect(station.figure("in") == Self.text(sum(["read"])), "\(name) in", sourceLocation: sourceLocation)
      #expect(station.figure("rejected") == Self.text(sum(["rejected"])), "\(name)", sourceLocation: sourceLocation)
      #expect(
        station.figure("out") == Self.text(sum(["inserted", "updated", "deleted"])), "\(name) out",
        sourceLocation: sourceLocation)
    }
    expectKeyFigures(on: dashboard.screen.text, sourceLocation: sourceLocation)
  }

  // MARK: the report

  func expectKeyFigures(on text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(missingKeyFigures(on: text) == [], sourceLocation: sourceLocation)
  }

  /// Waits until a screen shows them: a frame comes in pieces, and a new report some time after new tables.
  func awaitKeyFigures(on dashboard: OpenDashboard) throws {
    try dashboard.wait(for: "the figures of the report") { missingKeyFigures(on: $0.text).isEmpty }
  }

  private func missingKeyFigures(on text: String) -> [String] {
    let tiles = (report["tiles"]?.arrayValue ?? []).filter { $0["kind"] == "kpi" }
    return tiles.map { Self.text($0["value"], unit: $0["unit"]?.stringValue) }.filter { !text.contains($0) }
  }

  // MARK: runs

  static func lines(_ screen: VirtualScreen) -> [Substring] { screen.text.split(separator: "\n") }

  /// The day, how long it took, and how many steps of how many.
  static func ofExecution(_ run: JSONValue) -> [String] {
    let moments = ["startedAt", "endedAt"].compactMap { key in
      run[key]?.stringValue.flatMap {
        try? Date($0, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
      }
    }
    let took = moments.count == 2 ? duration(moments[1].timeIntervalSince(moments[0])) : "no moments"
    let failed = run["stepsFailed"]?.intValue ?? 0
    let steps =
      failed > 0 ? "\(failed) bad" : "\(run["stepsDone"]?.intValue ?? -1)/\(run["stepsTotal"]?.intValue ?? -1)"
    return [run["runDate"]?.stringValue ?? "–", took, steps]
  }

  /// In, out, bad, and how long it took with its unit; dashes for a step that did not run.
  static func ofStep(_ step: JSONValue) -> [String] {
    if step["status"] == "SKIPPED" { return ["–", "–", "–", "–"] }
    let rows = ["read", "written", "rejected"].map { key in
      let written = ["inserted", "updated"].compactMap { step["rows"]?[$0]?.intValue }.reduce(0, +)
      return text(key == "written" ? written : step["rows"]?[key]?.intValue ?? -1)
    }
    return rows + duration(step["seconds"]?.doubleValue ?? -1).split(separator: " ").map(String.init)
  }

  /// Below a minute: `39 ms`, `4.5 s`.
  private static func duration(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    return milliseconds < 1000 ? "\(milliseconds) ms" : fixed(seconds, 1) + " s"
  }

  /// A number as the screens write it, made from the exact text of the JSON.
  static func text(_ value: JSONValue?, unit: String?) -> String {
    guard let number = value?.doubleValue, let digits = value?.numberText else { return "–" }
    // Two decimals as the JSON has them need no arithmetic, which would round what is exact.
    if unit == "money" || unit == "decimal", digits.split(separator: ".").last?.count == 2, digits.contains(".") {
      return (digits.hasPrefix("-") ? "-" : "") + grouped(digits.dropLast(3)) + digits.suffix(3)
    }
    switch unit {
    case "percent": return fixed(number * 100, 1) + " %"
    case "money", "decimal": return fixed(number, 2)
    default: return text(Int64(number.rounded()))
    }
  }

  static func text(_ value: Int64) -> String { (value < 0 ? "-" : "") + grouped("\(value.magnitude)") }

  private static func grouped(_ text: some StringProtocol) -> String {
    var digits = String(text.filter(\.isNumber))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = decimals == 1 ? 10.0 : 100.0
    let whole = Int64((abs(value) * scale).rounded())
    let (units, rest) = whole.quotientAndRemainder(dividingBy: Int64(scale))
    let fraction = String(rest)
    return (value < 0 ? "-" : "") + text(units) + "." + String(repeating: "0", count: decimals - fraction.count)
      + fraction
  }
}

/// One column of the flow on the overview.
struct Station {
  private let lines: [String]

  /// - Parameter title: what stands at its head.
  init(_ title: String, on screen: VirtualScreen) throws {
    let flow = try #require(screen.position(of: "Flow"))
    let head = screen.line(flow.y + 1)
    let start = try #require(head.range(of: title)).lowerBound
    let from = head.distance(from: head.startIndex, to: start)
    // The next column's title ends this one.
    let after = head[head.index(start, offsetBy: title.count)...].prefix { $0 == " " }.count
    lines = (flow.y + 2..<flow.y + 9).map { row in
      String(screen.line(row).dropFirst(from).prefix(title.count + after))
    }
  }

  func figure(_ name: String) -> String? {
    for line in lines {
      let words = line.split(separator: " ").filter { !$0.hasPrefix("─") }
      if words.first.map(String.init) == name, words.count > 1 { return String(words[1]) }
    }
    return nil
  }
}
