import Clocks
import Foundation
import JSON
import Operations
import Words

/// Values that answers are made of, small and fixed.
enum Given {
  /// 2026-11-21 at a time of day.
  static func at(_ clock: String) -> Date { Timestamp.parse("2026-11-21T\(clock)Z") ?? .distantPast }
  static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(daysSince1970: 0) }
  static func days(_ texts: String) -> [CalendarDay] { texts.split(separator: " ").map { day(String($0)) } }
  static func range(_ from: String, _ to: String) -> DayRange { DayRange(from: day(from), to: day(to)) }

  static let identity = EnvironmentIdentity(
    project: "shop", environment: "dev", isProtected: false, engine: "DuckDB 1.5.5", account: "this machine")

  static func execution(_ status: ExecutionStatus = .running, from start: String = "06:00:00", until end: String? = nil)
    -> ExecutionSummary
  {
    var summary = ExecutionSummary(
      id: "20261121-060000-abcd", pipeline: "shop", status: status, trigger: .manual, startedAt: at(start))
    summary.endedAt = end.map(at)
    return summary
  }

  static func step(
    _ name: String, _ status: StepStatus, _ start: String? = nil, _ end: String? = nil, needs: [String] = []
  ) -> StepSummary {
    var step = StepSummary(name: name, kind: name.hasPrefix("bronze") ? .ingest : .build, status: status)
    (step.startedAt, step.endedAt, step.dependsOn) = (start.map(at), end.map(at), needs)
    return step
  }

  static func event(_ id: Int64, _ clock: String, _ type: String, _ state: String?) -> HistoryEntry {
    HistoryEntry(id: id, previousID: id - 1, at: at(clock), type: type, state: state, attempt: nil, details: [:])
  }

  static func tile(_ id: String, _ content: ReportTile.Content, unit: FigureUnit? = nil) -> ReportTile {
    ReportTile(id: id, title: id.capitalized, unit: unit, width: 1, content: content)
  }

  static func figure(_ id: String, _ number: Double?) -> ReportTile {
    tile(id, .kpi(value: number.map { "\($0)" }, number: number, change: nil, trend: []))
  }

  static func sheet(
    _ name: String, _ tiles: [ReportTile], state: HealthState = .ok,
    _ range: DayRange = range("2026-11-01", "2026-11-20")
  ) -> GoldReport {
    GoldReport(
      dashboard: DashboardSummary(name: name, title: name.capitalized, description: nil), range: range, tiles: tiles,
      at: at("09:00:00"), state: state)
  }
}
