import Foundation
import Operations
import Project
import Words

/// What is chosen on a screen and is neither a table nor a run: it leads to one.
extension CauseWalk {
  /// From a schedule to the run that it started last, or to what keeps it from starting any.
  mutating func follow(schedule name: String) throws {
    let report = try operations.schedules(at: status.at)
    guard let schedule = report.schedules.first(where: { $0.name == name }) else {
      throw OperationsError.notFound("there is no schedule \(name); `assay schedule list` lists them")
    }
    guard visit(.schedule, name) else { return }
    let isHeld = schedule.state != .on || (report.scheduler.state != .running && !schedule.workflowOrTables.isEmpty)
    let last = try schedule.last?.execution.flatMap { try operations.execution($0, asOf: nil).summary }
    let failed = last.flatMap { $0.status.isFinal && $0.status != .succeeded && $0.repairedBy == nil ? $0.id : nil }
    guard isHeld || failed != nil || schedule.last?.state == .missed else {
      var link = link(schedule)
      if schedule.last?.execution != nil { link.sentence = "it fires, and what it started last is well" }
      return well(link)
    }
    links.append(link(schedule))
    if isHeld { return hold(schedule, report.scheduler) }
    if let failed { try follow(execution: failed) }
  }

  /// From a figure to the worst of the tables it is read from; of equal ones the first of the layers.
  mutating func follow(tile id: String?, of dashboard: String) throws {
    let definition = try project.dashboard(named: dashboard)
    let tiles = definition.tiles.filter { id == nil || $0.id == id }
    guard !tiles.isEmpty else {
      throw OperationsError.notFound("the dashboard \(definition.name) has no tile \(id ?? "")")
    }
    let texts = tiles.flatMap { [$0.sql, $0.trend?.text ?? ""] }.joined(separator: "\n").lowercased()
    let read = status.layers.flatMap(\.tables).filter { Self.names(texts, $0.name) }
    guard let worst = read.max(by: { $0.state < $1.state }), let first = read.first(where: { $0.state == worst.state })
    else {
      return well(CauseLink(.environment, definition.name, .well, "it reads no table of this project"))
    }
    try follow(table: first.name)
  }

  /// The name stands in the text, and not as part of a longer one.
  private static func names(_ text: String, _ table: String) -> Bool {
    let isPart = { (character: Character?) in character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    return text.ranges(of: table.lowercased()).contains { range in
      let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
      let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
      return !isPart(before) && !isPart(after)
    }
  }
}

extension ScheduleSummary {
  /// What it starts, in words.
  fileprivate var workflowOrTables: String {
    workflow ?? (tables.isEmpty ? "everything" : tables.joined(separator: ", "))
  }
}
