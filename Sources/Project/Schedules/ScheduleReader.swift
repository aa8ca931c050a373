import Clocks
import Foundation
import Schedules
import Words
import YAML

/// Reads a file of the folder `schedules`.
struct ScheduleReader {
  let path: String
  let name: String
  let log: ProblemLog
  /// Those that a schedule may name; nil when they are not known.
  let tables: Set<TableName>?
  /// The names of the project's workflows.
  let workflows: [String]
  /// The sources that a schedule may wait for; nil when they are not known.
  var sources: [String]?

  static let keys = [
    "description", "schedule", "timezone", "start", "end", "flexible_window_minutes", "missed", "overlap", "tables",
    "workflow", "run_day", "enabled", "fresh_within_minutes", "arrival", "late_after",
  ]

  func read(_ root: YAMLNode) -> ScheduleDefinition? {
    guard let section = YAMLSection(root, "the schedule", keys: Self.keys, file: path, log: log) else { return nil }
    let zone = zone(section)
    let arrival = arrival(section)
    let late = arrival.flatMap { _ in lateAfter(section) }
    let expression = section.value("arrival") == nil ? expression(section) : late?.expression
    let start = moment("start", section)
    let end = moment("end", section)
    if let start, let end, end <= start { section.error(position("end", section), "end must be later than start") }
    let window = section.int("flexible_window_minutes", in: 1...1440)
    let offset = section.int("run_day", in: -3650...3650)
    let target = target(section)
    let missed = section.choice("missed", MissedFires.self)
    let overlap = section.choice("overlap", Overlap.self)
    let freshWithin = section.int("fresh_within_minutes", in: 1...10_080)
    guard let zone, expression != nil || arrival != nil else { return nil }
    var schedule = ScheduleDefinition(
      name: name, description: section.string("description"), expression: expression,
      text: arrival.map { Self.text($0, late?.text) } ?? section.string("schedule") ?? "", zone: zone, start: start,
      end: end, window: window.map { TimeInterval($0 * 60) } ?? ScheduleDefinition.shortestWindow,
      missed: missed ?? .once, overlap: overlap ?? .queue, target: target,
      runDayOffset: offset ?? 0, isEnabled: section.bool("enabled") ?? true)
    schedule.arrival = arrival
    schedule.freshWithin = freshWithin.map { TimeInterval($0 * 60) }
    return schedule
  }

  private func expression(_ section: YAMLSection) -> ScheduleExpression? {
    guard let text = section.required("schedule") else { return nil }
    do throws(ScheduleError) {
      return try ScheduleExpression(parsing: text)
    } catch {
      section.error(position("schedule", section), "schedule: \(error)")
      return nil
    }
  }

  /// UTC where none is named, as in EventBridge.
  private func zone(_ section: YAMLSection) -> TimeZone? {
    guard section.value("timezone") != nil else { return Fires.utc }
    return section.timeZone().flatMap { $0 == .utc ? Fires.utc : TimeZone(identifier: $0.name) }
  }

  private func moment(_ key: String, _ section: YAMLSection) -> Date? {
    guard let text = section.string(key) else { return nil }
    if let moment = Timestamp.parse(text) ?? CalendarDay(text)?.start { return moment }
    section.error(
      position(key, section), "\(key) must be a moment such as 2026-11-28T06:00:00Z, or a day, not '\(text)'")
    return nil
  }

  private func target(_ section: YAMLSection) -> ScheduleTarget {
    if let workflow = section.string("workflow") {
      if section.value("tables") != nil {
        section.error(position("tables", section), "a schedule starts tables or a workflow, not both")
      }
      if !workflows.contains(workflow) {
        let hint = NearestName.hint(for: workflow, among: workflows)
        section.error(
          position("workflow", section), "workflow: there is no workflows/\(workflow).asl.json\(hint)")
      }
      return .workflow(workflow)
    }
    guard section.value("tables") != nil else { return .pipeline }
    let named = section.nodes("tables").compactMap { node in section.table(node).map { ($0, node.position) } }
    if named.isEmpty { section.error(position("tables", section), "tables names no table; leave it out to run all") }
    for (table, place) in named where tables.map({ !$0.contains(table) }) ?? false {
      let hint = NearestName.hint(for: table.description, among: (tables ?? []).map(\.description))
      section.error(place, "tables: there is no table \(table)\(hint)")
    }
    return .tables(named.map(\.0))
  }

  private func position(_ key: String, _ section: YAMLSection) -> SourcePosition {
    section.node(key)?.position ?? section.position
  }
}
