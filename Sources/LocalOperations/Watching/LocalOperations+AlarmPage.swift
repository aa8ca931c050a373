import Clocks
import Foundation
import Ledger
import Metrics
import Operations
import Project
import Watch

extension LocalOperations {
  package func alarmPage(_ request: AlarmPageRequest, asOf: Date?) throws -> AlarmPage {
    try translated {
      try refusePast(asOf, "its definition is known as it stands now; its metrics and its changes of state are known")
      let project = liveAlarms.project
      let stored = try request.name.map { try existingAlarm($0, project) }
      let definition = request.trial.map { AlarmDefinition.metric($0) } ?? stored?.definition
      guard let definition else { throw OperationsError.failed("an alarm has a name or a definition") }
      let now = local.clock.now()
      let span = TimeInterval(max(60, request.span ?? Self.span(definition)))
      var page = AlarmPage(
        name: definition.name, definition: definition, range: now.addingTimeInterval(-span)...now)
      if let stored { try describe(stored, project, now, &page) }
      if case .metric(let alarm) = definition { try tryOut(alarm, &page) }
      page.text = Self.text(request.trial, stored)
      return page
    }
  }

  func existingAlarm(_ name: String, _ project: ProjectDefinition) throws -> ProjectAlarm {
    if let alarm = project.alarms.first(where: { $0.definition.name == name }) { return alarm }
    let names = project.alarms.map(\.definition.name)
    let all = names.isEmpty ? "alarms/ has none" : "there are " + names.joined(separator: ", ")
    throw OperationsError.notFound("there is no alarm \(name); \(all)")
  }

  /// Two weeks; a day where periods are shorter than a minute.
  private static func span(_ definition: AlarmDefinition) -> Int {
    guard case .metric(let alarm) = definition, alarm.period.period < 60 else { return 14 * 86_400 }
    return 86_400
  }

  private func describe(_ alarm: ProjectAlarm, _ project: ProjectDefinition, _ now: Date, _ page: inout AlarmPage)
    throws
  {
    let all = try AlarmOutlook(project: project, journal: journal).progress(at: now)
    (page.stored, page.path) = (alarm.definition, alarm.path)
    let progress = all.first { $0.name == alarm.definition.name }
    page.status = progress.map { AlarmStatus($0, at: now) }
    page.happened = try happened(alarm.definition.name, progress, since: page.range.lowerBound)
    page.history = try journal.alarmHistory(of: alarm.definition.name, limit: 100)
    if case .composite(let composite) = alarm.definition {
      let states = Dictionary(all.map { ($0.name, $0.record.state) }, uniquingKeysWith: { first, _ in first })
      page.tree = composite.rule.tree(states)
    }
  }

  /// What was written down, and what was not yet since nobody who writes looked. Oldest first.
  func happened(_ name: String, _ progress: AlarmProgress?, since: Date) throws -> [StateChangeSummary] {
    let unwritten = progress?.transitions.map {
      StateChangeSummary(at: $0.at, from: $0.from, to: $0.to, reason: $0.reason)
    }
    return try stateChanges(of: name, since: since) + (unwritten ?? [])
  }

  private func tryOut(_ alarm: MetricAlarm, _ page: inout AlarmPage) throws {
    let outlook = AlarmOutlook(project: liveAlarms.project, journal: journal)
    let data = try outlook.data(alarm, since: page.range.lowerBound)
    let judge = AlarmJudge(alarm, data)
    page.points = judge.points(over: alarm.grid(page.range)).compactMap { $0 }
    let grid = alarm.periods(at: page.range.upperBound)
    page.dots = judge.points(over: grid).enumerated().map { slot, point in
      let breaches = point.map { alarm.condition.comparison.isBreached(by: $0.value, $0.limits) } ?? false
      return AlarmPage.Dot(start: grid.start(slot), value: point?.value, isBreaching: breaches)
    }
    page.tried = Self.changes(alarm, data, page.range)
    // Another threshold looks at the same data; another metric would not.
    if case .metric(let stored)? = page.stored {
      page.storedChanges =
        stored == alarm
        ? page.tried : Self.changes(stored, try outlook.data(stored, since: page.range.lowerBound), page.range)
    }
  }

  /// From the start of a period on, at the end of each.
  private static func changes(_ alarm: MetricAlarm, _ data: AlarmData, _ range: ClosedRange<Date>)
    -> [StateChangeSummary]
  {
    AlarmTimeline(
      alarm, data, from: alarm.period.start(of: range.lowerBound), until: range.upperBound,
      step: alarm.period.period
    ).transitions.map {
      StateChangeSummary(at: $0.at, from: $0.from, to: $0.to, reason: $0.evaluation.reason)
    }
  }

  private static func text(_ trial: MetricAlarm?, _ stored: ProjectAlarm?) -> String? {
    guard let stored else { return trial.flatMap(AlarmWriter.text) }
    guard let trial, case .metric(let before) = stored.definition else { return stored.text }
    return AlarmWriter.text(stored.text, edited: trial, from: before)
  }

  // MARK: writing

  package func writeAlarm(_ request: AlarmPageRequest) throws -> String {
    try translated {
      guard let trial = request.trial else { throw OperationsError.refused("nothing was changed") }
      let stored = try request.name.map { try existingAlarm($0, liveAlarms.project) }
      let path = try stored?.path ?? Self.newPath(trial.name)
      guard let text = Self.text(trial, stored) else {
        throw OperationsError.refused("what changes does not stand on a line of its own; edit \(path)")
      }
      try write(text, to: path, isNew: stored == nil)
      try journal.recordAudit(NewAudit(actor: NSUserName(), action: "alarm write", target: trial.name))
      return path
    }
  }

  private static func newPath(_ name: String) throws -> String {
    let isName =
      !name.isEmpty && name.utf8.count <= 200 && !name.hasPrefix(".")
      && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "/" && $0.value != 0x7F }
    guard isName else { throw OperationsError.refused("“\(name)” cannot be the name of a file") }
    return "alarms/\(name).yml"
  }

  /// Whole or not at all, and only where the project's alarms are valid with it.
  private func write(_ text: String, to path: String, isNew: Bool) throws {
    let file = project.folder + "/" + path
    let before = isNew ? nil : try Data(contentsOf: URL(fileURLWithPath: file))
    if isNew, FileManager.default.fileExists(atPath: file) {
      throw OperationsError.refused("\(path) is there already; take another name")
    }
    try FileManager.default.createDirectory(
      atPath: project.folder + "/alarms", withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    let problems = project.withAlarmsOfNow().problems.filter { $0.severity == .error }
    guard !problems.isEmpty else { return }
    if let before {
      try before.write(to: URL(fileURLWithPath: file), options: .atomic)
    } else {
      try FileManager.default.removeItem(atPath: file)
    }
    throw OperationsError.refused(problems.map(\.description).joined(separator: "\n"))
  }
}
