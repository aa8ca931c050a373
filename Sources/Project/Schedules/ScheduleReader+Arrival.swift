import Schedules
import Words
import YAML

extension ScheduleReader {
  /// What only goes with the clock.
  private static let ofTheClock = ["schedule", "flexible_window_minutes", "missed"]

  /// The sources whose files start it: `all`, or a list of names. Nil where the key is missing or wrong.
  func arrival(_ section: YAMLSection) -> ArrivalTrigger? {
    guard let node = section.value("arrival") else {
      if let late = section.node("late_after") {
        section.error(late.position, "late_after says when the files of arrival are late, and there is no arrival")
      }
      return nil
    }
    for key in Self.ofTheClock {
      guard let other = section.node(key) else { continue }
      section.error(other.position, "\(key) does not go with arrival: it starts when the files are there")
    }
    if node.text == "all" {
      guard let sources else { return ArrivalTrigger(sources: []) }
      if sources.isEmpty { section.error(node.position, "arrival: the project has no sources") }
      return ArrivalTrigger(sources: sources)
    }
    let names = section.strings("arrival")
    if names.isEmpty { section.error(node.position, "arrival is a list of sources, or all") }
    for name in names where sources.map({ !$0.contains(name) }) ?? false {
      section.error(
        node.position, "arrival: there is no source \(name)\(NearestName.hint(for: name, among: sources ?? []))")
    }
    return names.isEmpty ? nil : ArrivalTrigger(sources: names)
  }

  /// The time of day, as `06:30`, after which files that have not come are late.
  func lateAfter(_ section: YAMLSection) -> (text: String, expression: ScheduleExpression)? {
    guard let text = section.string("late_after") else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isTime = parts.count == 2 && parts.allSatisfy { $0.utf8.count == 2 }
    if isTime, let expression = try? ScheduleExpression(parsing: "cron(\(parts[1]) \(parts[0]) * * ? *)") {
      return (text, expression)
    }
    section.error(
      section.node("late_after")?.position ?? section.position,
      "late_after is a time of day such as \"06:30\", not '\(text)'")
    return nil
  }

  static func text(_ arrival: ArrivalTrigger, _ late: String?) -> String {
    "arrival of \(arrival.sources.joined(separator: ", "))\(late.map { " by \($0)" } ?? "")"
  }
}
