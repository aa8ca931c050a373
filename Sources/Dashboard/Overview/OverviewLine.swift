import Canvas
import Foundation
import Operations
import Presentation
import Widgets

/// A line of the overview one can choose: what it is, and where it leads.
struct OverviewLine: Hashable, Sendable {
  let id: String
  let look: StateLook
  let subject: String
  let text: String
  /// At the right: what to press, or how long.
  let detail: String
  var destination: Destination?
  /// What a rerun from here is about.
  var execution: ExecutionSummary?
  /// What `w` asks about from here.
  var cause: CauseSubject?
}

/// What needs a person, worst first.
struct Concerns {
  let status: StatusReport

  /// So many tables of one layer with one reason are one concern.
  static let crowd = 3

  func lines() -> [OverviewLine] { [firstRun, failedRun, stoppedRun].compactMap { $0 } + tables + alarms + rules }

  /// Alarms that are on and that nobody said may be: one line, as one fault often sets off several.
  private var alarms: [OverviewLine] {
    let names = status.alarms.filter(\.isBad).map(\.name)
    guard let first = names.first else { return [] }
    return [
      OverviewLine(
        id: "alarms", look: StateLook(.failed, word: "ALARM"),
        subject: names.count == 1 ? first : "\(names.count) alarms",
        text: names.count == 1 ? "an alarm is on" : names.joined(separator: ", "), detail: "Enter which",
        destination: .screen(.alarms), cause: .alarm(first))
    ]
  }

  /// Tables that are well but for a rule whose gate only warns.
  private var rules: [OverviewLine] {
    status.layers.flatMap(\.tables).compactMap { table in
      guard let warning = table.warning else { return nil }
      return OverviewLine(
        id: "rules " + table.name, look: StateLook(.late, word: "WARN"), subject: table.name,
        text: warning, detail: "Enter what fails",
        destination: .table(table.name), cause: .table(table.name))
    }
  }

  private var firstRun: OverviewLine? {
    guard status.lastExecution == nil, status.running.isEmpty else { return nil }
    return OverviewLine(
      id: "first run", look: StateLook(.unknown), subject: "no run yet",
      text: "Nothing has run in this environment.", detail: "r run")
  }

  /// The newest execution failed: later successes make older failures history.
  private var failedRun: OverviewLine? {
    guard let last = status.lastExecution, last.isBad else { return nil }
    return OverviewLine(
      id: last.id, look: last.look, subject: "run \(last.dayText)", text: last.brief,
      detail: last.needsMending ? "Enter why" : "r rerun",
      destination: .execution(last.id), execution: last)
  }

  /// What somebody stopped stays undone until somebody runs it again.
  private var stoppedRun: OverviewLine? {
    guard let last = status.lastExecution, last.status == .aborted else { return nil }
    let ended = ClockText(status.identity.timeZone, now: status.at).moment(last.endedAt ?? last.startedAt)
    return OverviewLine(
      id: last.id, look: last.look, subject: "run \(last.dayText)",
      text: "stopped \(ended): \(last.stepParts.joined(separator: ", "))", detail: "r rerun",
      destination: .execution(last.id), execution: last)
  }

  private struct Kind: Hashable {
    let layer: String
    let state: HealthState
    let reason: String
  }

  private var tables: [OverviewLine] {
    let concerned = status.layers.flatMap(\.tables).filter { [.failed, .overdue, .late, .warn].contains($0.state) }
    let groups = Dictionary(grouping: concerned) { Kind(layer: $0.layer, state: $0.state, reason: $0.reason) }
    var seen: Set<Kind> = []
    let lines = concerned.compactMap { table -> (HealthState, OverviewLine)? in
      let kind = Kind(layer: table.layer, state: table.state, reason: table.reason)
      let group = groups[kind, default: []]
      guard group.count >= Self.crowd else { return (table.state, line(table)) }
      return seen.insert(kind).inserted ? (table.state, line(group, kind)) : nil
    }
    return lines.enumerated().sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }.map(\.element.1)
  }

  private func line(_ group: [TableStatus], _ kind: Kind) -> OverviewLine {
    OverviewLine(
      id: "\(kind.layer) \(kind.state.rawValue) \(kind.reason)", look: kind.state.look,
      subject: "\(group.count) \(kind.layer) tables", text: kind.reason, detail: "",
      destination: group.first.map(destinationOfGroup), cause: group.first.map { .table($0.name) })
  }

  /// Why several tables were left out is told by the run that left them out.
  private func destinationOfGroup(_ first: TableStatus) -> Destination {
    if first.isLeftOut, let failed = status.lastExecution, failed.isBad {
      return .execution(failed.id)
    }
    return destination(first)
  }

  private func line(_ table: TableStatus) -> OverviewLine {
    OverviewLine(
      id: table.name, look: table.state.look, subject: table.name, text: table.brief, detail: "",
      destination: destination(table), cause: .table(table.name))
  }

  /// A failed table leads to its step in the failed run, any other to its rules.
  private func destination(_ table: TableStatus) -> Destination {
    if table.state == .failed, let failed = status.lastExecution, failed.isBad {
      return .step(execution: failed.id, step: table.name)
    }
    return .table(table.name)
  }
}

/// What runs, what ran last, and what failed last.
struct RunLines {
  let status: StatusReport
  let now: Date
  let glyphs: Glyphs

  func lines() -> [OverviewLine] {
    var lines = status.running.map { running($0) }
    let shown = Set(status.running.map(\.id))
    if let last = status.lastExecution, !shown.contains(last.id) { lines.append(ended(last)) }
    if let failed = status.lastFailed, failed.id != status.lastExecution?.id, !shown.contains(failed.id) {
      lines.append(ended(failed))
    }
    return lines
  }

  /// How the executions of the last day ended: `last 24 h: 1 failed, 3 succeeded`.
  var recent: String {
    let counts = status.recentCounts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    if counts.isEmpty { return "" }
    return "last 24 h: " + counts.map { "\($0.value) \($0.key.lowercased())" }.joined(separator: ", ")
  }

  private func running(_ run: ExecutionSummary) -> OverviewLine {
    OverviewLine(
      id: run.id, look: run.look, subject: run.dayText, text: "\(run.stepsEnded)/\(run.stepsTotal)",
      detail: AgeText.duration(run.seconds(now: now)), destination: .execution(run.id), execution: run)
  }

  private func ended(_ run: ExecutionSummary) -> OverviewLine {
    let steps = run.repairedBy == nil ? RunsScreen.stepsText(run) : "repaired"
    return OverviewLine(
      id: run.id, look: run.look, subject: run.dayText, text: steps,
      detail: ClockText(status.identity.timeZone, now: now).moment(run.endedAt ?? run.startedAt),
      destination: .execution(run.id),
      execution: run)
  }
}

/// The one sentence that answers whether Gold is good.
struct Verdict: Hashable, Sendable {
  let look: StateLook
  let text: String

  /// The same verdict where nothing newer can be had.
  var lastKnown: Verdict { Verdict(look: StateLook(.stale), text: "Last known: " + text) }

  private init(look: StateLook, text: String) { (self.look, self.text) = (look, text) }

  init(_ status: StatusReport, elapsed: Double) {
    let gold = status.layers.first { $0.name == "gold" }
    let tables = gold?.tables ?? []
    let state = gold?.state ?? .unknown
    look = state.look
    let count = { (states: HealthState...) in tables.count { states.contains($0.state) } }
    let all = FigureText.plural(tables.count, "table")
    switch state {
    case .ok:
      let age = tables.compactMap(\.ageSeconds).max().map { AgeText.coarse(Double($0) + elapsed) }
      let oldest = tables.count == 1 ? "" : "the oldest "
      let loaded = age.map { $0 == "now" ? ", just loaded" : ", \(oldest)loaded \($0) ago" } ?? ""
      let judged = tables.contains { $0.warnAfterSeconds != nil || $0.errorAfterSeconds != nil }
      let fresh = judged ? "fresh" : "built"
      text =
        "Gold is good: \(tables.count == 1 ? "its one table is" : "all \(all)") \(fresh)\(loaded)"
        + (judged ? "." : "; no policy says how old is too old.")
    case .running: text = "Gold is being built: \(count(.running)) of \(all) under way."
    case .warn: text = "Gold is warned of: \(count(.warn)) of \(all)."
    case .late: text = "Gold is late: \(count(.late)) of \(all)."
    case .overdue: text = "Gold is too old: \(count(.overdue)) of \(all) past their limit."
    case .failed: text = "Gold is not good: \(count(.failed)) of \(all) failed, \(count(.late, .overdue)) late."
    case .unknown:
      text =
        tables.isEmpty
        ? "There is no Gold layer." : "Gold has not been built: \(count(.unknown)) of \(all) missing."
    }
  }
}
