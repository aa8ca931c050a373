import Clocks
import Engine
import ModelSQL
import Operations
import Project
import Reading
import Rows
import Words

extension EngineReader {
  func figures(
    _ definition: DashboardDefinition, _ range: DayRange?, _ past: LakePast?
  ) throws -> DashboardFigures {
    let look = try look(past)
    let reach = try dataDays(definition, look)
    let known = reach.map { DayRange(from: $0.first, to: $0.last) }
    let range = range ?? defaultRange(definition, reach, look.today)
    var read: Set<TableName> = []
    let tiles = definition.tiles.map { tile in
      tileReport(tile, definition, TileDays(asked: range, known: known, today: look.today), look, &read)
    }
    var figures = DashboardFigures(
      dashboard: definition.name, range: range, tiles: tiles, tables: read.map(\.description).sorted())
    figures.dataDays = known
    return figures
  }

  private func look(_ past: LakePast?) throws -> FiguresLook {
    let query = try local.reading(counting: counts ? .dashboard : nil).looking(at: past.map(PastTables.init))
    let moment = past?.moment ?? local.clock.now()
    let today = local.project.timeZone.day(moment)
    return FiguresLook(
      query: query, today: today, parameters: RunParameters(runDate: today, runTimestamp: moment))
  }

  /// The days that the data of its tables reach: those that its queries hold against `$from` and `$to`; where none can be
  /// told, those its curves show.
  private func dataDays(_ dashboard: DashboardDefinition, _ look: FiguresLook) throws -> DataDays? {
    let texts = dashboard.tiles.flatMap { [$0.source] + ($0.trend.map { [$0] } ?? []) }
    if let days = try look.query.dataDays(of: texts, file: dashboard.path, until: look.today) { return days }
    let wide = DayRange(from: CalendarDay(year: 1, month: 1, day: 1), to: CalendarDay(year: 9999, month: 12, day: 31))
    let curves = dashboard.tiles.compactMap { $0.trend ?? ($0.kind == .line ? $0.source : nil) }
    let days = curves.flatMap { curve -> [CalendarDay] in
      // A curve that fails says so on its own tile.
      let rows = try? look.query.run(
        curve, file: dashboard.path, parameters: look.parameters, named: Self.binds(wide)
      ).rows
      return (rows ?? []).compactMap { row in row.first.flatMap(TileFigures.day) }
    }
    guard let first = days.min(), let last = days.filter({ $0 <= look.today }).max() ?? days.max() else { return nil }
    return DataDays(first: first, last: last, newestValue: last)
  }

  /// The dashboard's days up to the newest day of the data; more of them where the newest value is of a week or a month
  /// that began before.
  private func defaultRange(
    _ dashboard: DashboardDefinition, _ reach: DataDays?, _ today: CalendarDay
  ) -> DayRange {
    let last = reach?.last ?? today
    let first = last.advanced(by: 1 - dashboard.defaultDays)
    return DayRange(from: reach.map { min(first, $0.newestValue) } ?? first, to: last)
  }

  private static func binds(_ range: DayRange) -> [String: Value] {
    ["from": .date(range.from), "to": .date(range.to)]
  }

  private func tileReport(
    _ tile: DashboardTile, _ dashboard: DashboardDefinition, _ days: TileDays, _ look: FiguresLook,
    _ read: inout Set<TableName>
  ) -> ReportTile {
    var report = ReportTile(
      id: tile.id, title: tile.title, unit: tile.unit.flatMap { FigureUnit(rawValue: $0.rawValue) },
      width: tile.width, content: .bars([]))
    do {
      read.formUnion(try look.query.tables(of: tile.source, file: dashboard.path))
      try fill(&report, tile, days) { sql, range in
        try look.query.rows(
          of: tile, sql, file: dashboard.path, parameters: look.parameters, named: Self.binds(range))
      }
    } catch {
      report.content = .failed("\(OperationsError(error))")
    }
    return report
  }

  private func fill(
    _ report: inout ReportTile, _ tile: DashboardTile, _ days: TileDays,
    run: (SQLText, DayRange) throws -> ResultTable
  ) throws {
    let result = try run(tile.source, days.asked)
    switch tile.kind {
    case .kpi:
      let trend = try tile.trend.map { try TileFigures.points(try run($0, days.asked)) } ?? []
      report.comparison = tile.source.looksAtDays ? days.comparison : nil
      let before = try report.comparison.map { _ in try run(tile.source, days.before) }
      report.content = TileFigures.kpi(result, before: before, unit: report.unit, trend: trend)
      report.edges = days.edges(of: trend.map(\.day), tile.trend)
    case .line:
      let series = try TileFigures.series(result)
      report.content = .line(series: series)
      report.edges = days.edges(of: Set(series.flatMap { $0.points.map(\.day) }).sorted(), tile.source)
    case .bars: report.content = .bars(try TileFigures.bars(result))
    case .table: report.content = .table(TileFigures.page(result))
    }
  }
}

/// The tables as they stand or stood, and what a day and a moment mean to their queries.
private struct FiguresLook {
  let query: RowReading
  let today: CalendarDay
  let parameters: RunParameters
}

/// The days of a report, as its tiles need them.
struct TileDays {
  let asked: DayRange
  /// Those the data reach; nil when nobody knows.
  let known: DayRange?
  let today: CalendarDay

  /// The days asked for that the data reach: a range into the future is compared by the days there are.
  private var reached: DayRange { known.map { $0.intersection(asked) ?? asked } ?? asked }

  /// As many days just before as are reached.
  var before: DayRange {
    DayRange(from: asked.from.advanced(by: -reached.days), to: asked.from.advanced(by: -1))
  }

  /// Nil where the data reach none of the days before, or begin only within those asked for.
  var comparison: FigureComparison? {
    guard let known else { return FigureComparison(days: asked.days, covered: asked.days) }
    guard let covered = known.intersection(before)?.days, reached.from == asked.from else { return nil }
    return FigureComparison(days: reached.days, covered: covered)
  }

  func edges(of days: [CalendarDay], _ query: SQLText?) -> BucketEdges {
    BucketEdges(days, today: today, known: known, asked: query?.looksAtDays == true ? asked : nil)
  }
}

extension PastTables {
  fileprivate init(_ past: LakePast) throws {
    let known = try past.versions.map { name, version in
      (try TableName(parsing: name), version.map(Known.version) ?? .absent)
    }
    self.init(past.moment, known: Dictionary(known) { first, _ in first })
  }
}

extension SQLText {
  /// Whether it asks about `$from` to `$to`.
  fileprivate var looksAtDays: Bool { text.contains("$from") || text.contains("$to") }
}
