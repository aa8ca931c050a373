import Clocks
import Engine
import Lake
import ModelSQL
import Operations
import Project

extension EngineReader {
  func figures(_ definition: DashboardDefinition, _ range: DayRange?) throws -> DashboardFigures {
    let query = LakeQuery(try local.session())
    let range = try range ?? defaultRange(definition, query)
    var read: Set<TableName> = []
    let tiles = definition.tiles.map { tile in tileReport(tile, definition, range, query, &read) }
    return DashboardFigures(
      dashboard: definition.name, range: range, tiles: tiles, tables: read.map(\.description).sorted())
  }

  /// The dashboard's days up to the newest day any of its curves has.
  private func defaultRange(_ dashboard: DashboardDefinition, _ query: LakeQuery) throws -> DayRange {
    let today = local.workspace.today
    let wide = DayRange(from: today.advanced(by: -3650), to: today)
    let curves = dashboard.tiles.compactMap { $0.trend ?? ($0.kind == .line ? $0.source : nil) }
    for curve in curves {
      let rows = try query.run(curve, file: dashboard.path, parameters: parameters, named: Self.binds(wide)).rows
      let days = rows.compactMap { row -> CalendarDay? in row.first.flatMap(TileFigures.day) }
      if let newest = days.max() {
        return DayRange(from: newest.advanced(by: 1 - dashboard.defaultDays), to: newest)
      }
    }
    return DayRange(from: today.advanced(by: 1 - dashboard.defaultDays), to: today)
  }

  private var parameters: RunParameters {
    let now = local.clock.now()
    return RunParameters(runDate: local.project.timeZone.day(now), runTimestamp: now)
  }

  private static func binds(_ range: DayRange) -> [String: Value] {
    ["from": .date(range.from), "to": .date(range.to)]
  }

  private func tileReport(
    _ tile: DashboardTile, _ dashboard: DashboardDefinition, _ range: DayRange, _ query: LakeQuery,
    _ read: inout Set<TableName>
  ) -> ReportTile {
    let content: ReportTile.Content
    do {
      read.formUnion(try query.tables(of: tile.source, file: dashboard.path))
      content = try tileContent(tile, range) { sql, range in
        try query.rows(of: tile, sql, file: dashboard.path, parameters: parameters, named: Self.binds(range))
      }
    } catch {
      content = .failed("\(OperationsError(error))")
    }
    return ReportTile(
      id: tile.id, title: tile.title, unit: tile.unit.flatMap { FigureUnit(rawValue: $0.rawValue) },
      width: tile.width, content: content)
  }

  private func tileContent(
    _ tile: DashboardTile, _ range: DayRange, run: (SQLText, DayRange) throws -> ResultTable
  ) throws -> ReportTile.Content {
    let result = try run(tile.source, range)
    switch tile.kind {
    case .kpi:
      let before = try run(tile.source, range.previous)
      let trend = try tile.trend.map { TileFigures.points(try run($0, range)) } ?? []
      return TileFigures.kpi(result, before: before, trend: trend)
    case .line: return .line(series: TileFigures.series(result))
    case .bars: return .bars(TileFigures.bars(result))
    case .table: return .table(TileFigures.page(result))
    }
  }
}
