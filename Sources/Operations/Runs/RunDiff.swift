import Foundation
import JSON
import Words

/// What a run changed: rows of each table, and the key figures of the Gold sheets before and after.
package struct RunDiff: Sendable, Hashable {
  package struct Table: Sendable, Hashable {
    package var name: String
    package var versionBefore: Int64?
    package var versionAfter: Int64?
    package var added: Int64
    package var changed: Int64
    package var removed: Int64
    package var rejected: Int64

    /// What a later run did to it.
    mutating func add(_ later: Table) {
      versionAfter = later.versionAfter ?? versionAfter
      added = added.saturatingAdd(later.added)
      changed = changed.saturatingAdd(later.changed)
      removed = removed.saturatingAdd(later.removed)
      rejected = rejected.saturatingAdd(later.rejected)
    }

    /// Nothing of it moved.
    package var isSame: Bool { added == 0 && changed == 0 && removed == 0 && rejected == 0 }
  }

  package struct Figure: Sendable, Hashable {
    package var dashboard: String
    package var tile: String
    package var title: String
    package var unit: FigureUnit?
    package var before: Double?
    package var after: Double?
    /// The days each is of, where the sheet moved on.
    package var rangeBefore: DayRange?
    package var rangeAfter: DayRange?

    package var isSame: Bool { before == after }
  }

  /// In the order of the steps, those that were built or took files in.
  package var tables: [Table]
  package var figures: [Figure]
  /// Sheets and tiles whose figures are not here, each with the reason.
  package var missing: [String]

  /// - Parameters:
  ///   - before: the sheets before the run began; empty where nobody looked.
  ///   - after: the same after it ended.
  ///   - missing: why others could not be computed after it.
  package init(
    _ detail: ExecutionDetail, before: [GoldReport] = [], after: [GoldReport] = [], missing: [String] = []
  ) {
    self.missing = missing + after.flatMap(Self.failures)
    tables = detail.steps.filter { $0.status == .succeeded && $0.state == nil }.map { step in
      Table(
        name: step.name, versionBefore: step.versionBefore, versionAfter: step.versionAfter,
        added: step.flow.inserted, changed: step.flow.updated,
        removed: step.flow.deleted.saturatingAdd(step.flow.removed), rejected: step.flow.rejected)
    }
    let old = Dictionary(before.map { ($0.dashboard.name, $0) }) { first, _ in first }
    figures = after.flatMap { sheet in
      sheet.tiles.compactMap { Self.figure($0, of: sheet, before: old[sheet.dashboard.name]) }
    }
  }

  /// With the sheets' figures, once it is over: of the tables as it met them and as it left them. Where it changed none,
  /// nobody reads them.
  ///
  /// Of a machine the rows are those of the runs that its states started.
  package init(_ detail: ExecutionDetail, with operations: any EnvironmentReading) throws {
    var rows = RunDiff(detail)
    if detail.summary.workflow != nil { rows.tables = try Self.tables(startedBy: detail, operations) }
    let mayChange = rows.tables.contains { !$0.isSame || $0.versionBefore != $0.versionAfter }
    guard mayChange, !detail.summary.isRunning else {
      self = rows
      return
    }
    let id = detail.summary.id
    let after = GoldSheets(operations, .after, of: id)
    self.init(
      detail, before: GoldSheets(operations, .before, of: id).read, after: after.read, missing: after.missing)
    tables = rows.tables
  }

  /// Each table once, however many runs of the machine's built it.
  private static func tables(
    startedBy detail: ExecutionDetail, _ operations: any EnvironmentReading
  ) throws -> [Table] {
    var query = ExecutionQuery(limit: 500)
    query.words = [detail.summary.id]
    var all: [Table] = []
    for run in try operations.running.executions(query).reversed()
    where run.trigger == .workflow(detail.summary.id) {
      for table in RunDiff(try operations.running.execution(run.id)).tables {
        guard let place = all.firstIndex(where: { $0.name == table.name }) else {
          all.append(table)
          continue
        }
        all[place].add(table)
      }
    }
    return all
  }

  /// Tiles of a sheet that has no figure for them, each with the reason.
  private static func failures(_ sheet: GoldReport) -> [String] {
    sheet.tiles.compactMap { tile in
      guard case .failed(let reason) = tile.content else { return nil }
      return "\(sheet.dashboard.name), \(tile.title): \(reason)"
    }
  }

  private static func figure(_ tile: ReportTile, of sheet: GoldReport, before: GoldReport?) -> Figure? {
    guard case .kpi(_, let after, _, _) = tile.content else { return nil }
    var figure = Figure(
      dashboard: sheet.dashboard.name, tile: tile.id, title: tile.title, unit: tile.unit, before: nil, after: after)
    figure.rangeAfter = sheet.range
    guard let before, case .kpi(_, let value, _, _)? = before.tiles.first(where: { $0.id == tile.id })?.content else {
      return figure
    }
    (figure.before, figure.rangeBefore) = (value, before.range)
    return figure
  }
}

extension RunDiff {
  package var json: JSONValue {
    let range = { (range: DayRange?) -> JSONValue in
      range.map { ["from": .string($0.from.description), "to": .string($0.to.description)] } ?? .null
    }
    return [
      "tables": .array(
        tables.map {
          [
            "name": .string($0.name), "versionBefore": .optional($0.versionBefore),
            "versionAfter": .optional($0.versionAfter), "added": .int($0.added), "changed": .int($0.changed),
            "removed": .int($0.removed), "rejected": .int($0.rejected),
          ]
        }),
      "figures": .array(
        figures.map {
          [
            "dashboard": .string($0.dashboard), "tile": .string($0.tile), "title": .string($0.title),
            "before": $0.before.map(JSONValue.double) ?? .null, "after": $0.after.map(JSONValue.double) ?? .null,
            "daysBefore": range($0.rangeBefore), "daysAfter": range($0.rangeAfter),
          ]
        }),
      "missing": .array(missing.map(JSONValue.string)),
    ]
  }
}
