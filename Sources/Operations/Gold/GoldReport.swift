import Clocks
import Foundation
import JSON

/// Days, both included.
package struct DayRange: Sendable, Hashable, Codable {
  package var from: CalendarDay
  package var to: CalendarDay
  package init(from: CalendarDay, to: CalendarDay) {
    self.from = from
    self.to = to
  }
  package var days: Int { to.daysSince1970 - from.daysSince1970 + 1 }
  /// The range of the same length just before it.
  package var previous: DayRange { DayRange(from: from.advanced(by: -days), to: from.advanced(by: -1)) }
}

package struct DashboardSummary: Sendable, Hashable {
  package var name: String
  package var title: String
  package var description: String?
  package init(name: String, title: String, description: String?) {
    self.name = name
    self.title = title
    self.description = description
  }
}

/// How a figure is written.
package enum FigureUnit: String, Sendable, Hashable, Codable { case money, integer, percent, decimal }

package struct SeriesPoint: Sendable, Hashable, Codable {
  package var day: CalendarDay
  /// Nil is a gap.
  package var value: Double?
  package init(day: CalendarDay, value: Double?) {
    self.day = day
    self.value = value
  }
}

package struct ReportBar: Sendable, Hashable, Codable {
  package var label: String
  /// Nil where the query gave null.
  package var value: Double?
  /// Exact text of the value as the engine gave it.
  package var text: String
  package var share: Double?
  package init(label: String, value: Double?, text: String, share: Double?) {
    self.label = label
    self.value = value
    self.text = text
    self.share = share
  }
}

package struct ReportTile: Sendable, Hashable, Codable, Identifiable {
  package enum Content: Sendable, Hashable, Codable {
    /// `value` exact; `change` against the days before: 0.1 is +10 %, and of a percentage +10 points; nil where there is
    /// nothing to compare.
    case kpi(value: String?, number: Double?, change: Double?, trend: [SeriesPoint])
    case line(series: [ReportSeries])
    case bars([ReportBar])
    case table(RowPage)
    /// The tile's query failed; the others still show.
    case failed(String)
  }

  package var id: String
  package var title: String
  package var unit: FigureUnit?
  /// In quarters of the page, 1…4.
  package var width: Int
  package var content: Content
  /// What a key figure's change is against.
  package var comparison: FigureComparison?
  /// Which values of a line or a trend are of days, weeks or months that are not whole.
  package var edges = BucketEdges()
  package init(id: String, title: String, unit: FigureUnit?, width: Int, content: Content) {
    self.id = id
    self.title = title
    self.unit = unit
    self.width = width
    self.content = content
  }
}

package struct ReportSeries: Sendable, Hashable, Codable {
  package var name: String
  package var points: [SeriesPoint]
  package init(name: String, points: [SeriesPoint]) {
    self.name = name
    self.points = points
  }
}

/// A Gold dashboard, computed.
package struct GoldReport: Sendable, Hashable {
  package var dashboard: DashboardSummary
  package var range: DayRange
  package var tiles: [ReportTile]
  /// When it was computed.
  package var at: Date
  /// The oldest load among the tables it reads: how old the figures are.
  package var dataAsOf: Date?
  /// The first and the last day of the data that the dashboard looks at; nil when nobody knows.
  package var dataDays: DayRange?
  /// Its tables are those of `at`, and not those that stand there now.
  package var isOfPast = false
  /// That of the tables it reads; unknown where there is nothing to see.
  package var state: HealthState
  package init(dashboard: DashboardSummary, range: DayRange, tiles: [ReportTile], at: Date, state: HealthState) {
    self.dashboard = dashboard
    self.range = range
    self.tiles = tiles
    self.at = at
    self.state = state
  }

  /// None of the days asked for has data: a sheet that shows nothing, or only what does not look at the days.
  package var isEmpty: Bool {
    if let dataDays, dataDays.intersection(range) == nil { return true }
    return !tiles.isEmpty && tiles.allSatisfy(\.isEmpty)
  }

  /// That of the tables it reads; a figure that could not be computed is a warning at least. Text, JSON and screen say this.
  package var verdict: HealthState { failedTiles > 0 && state < .late ? .warn : state }

  package var failedTiles: Int { tiles.count { if case .failed = $0.content { true } else { false } } }
}

extension ReportTile {
  /// It shows no figure. A count of zero is one only beside others.
  package var isEmpty: Bool {
    switch content {
    case .kpi(let value, let number, _, _): value == nil || number == 0
    case .line(let series): series.allSatisfy { $0.points.allSatisfy { $0.value == nil } }
    case .bars(let bars): bars.allSatisfy { $0.value == nil }
    case .table(let page): page.rows.isEmpty
    case .failed: false
    }
  }
}

extension ReportTile {
  package var json: JSONValue {
    var object: JSONObject = ["id": .string(id), "title": .string(title), "unit": .optional(unit?.rawValue)]
    switch content {
    case .kpi(let value, _, let change, let trend):
      object["kind"] = "kpi"
      object["value"] = value.map(Self.exact) ?? .null
      object["change"] = change.map(JSONValue.double) ?? .null
      object["changeIn"] = .string(unit == .percent ? "points" : "fraction")
      object["comparedDays"] = .optional(comparison.map { Int64($0.days) })
      object["coveredDays"] = .optional(comparison.map { Int64($0.covered) })
      object["trend"] = Self.json(trend)
    case .line(let series):
      object["kind"] = "line"
      object["partialFrom"] = .optional(edges.partialFrom?.description)
      object["completeFrom"] = .optional(edges.completeFrom?.description)
      object["series"] = .array(series.map { ["name": .string($0.name), "points": Self.json($0.points)] })
    case .bars(let bars):
      object["kind"] = "bars"
      object["bars"] = .array(
        bars.map {
          [
            "label": .string($0.label), "value": $0.value == nil ? .null : Self.exact($0.text),
            "share": $0.share.map(JSONValue.double) ?? .null,
          ]
        })
    case .table(let page):
      object["kind"] = "table"
      object["columns"] = .array(page.columns.map(JSONValue.string))
      object["rows"] = .array(page.rows.map { .array($0.map { .optional($0) }) })
    case .failed(let message):
      object["kind"] = "failed"
      object["error"] = .string(message)
    }
    return .object(object)
  }

  /// A figure with the digits it has. What is not finite is null, as everywhere in JSON; what is no number there is a text.
  private static func exact(_ text: String) -> JSONValue {
    if let number = Double(text), !number.isFinite { return .null }
    do {
      if case .number(let digits) = try JSONValue(parsing: text) { return .number(digits) }
    } catch { return .string(text) }
    return .string(text)
  }

  private static func json(_ points: [SeriesPoint]) -> JSONValue {
    .array(points.map { ["day": .string($0.day.description), "value": $0.value.map(JSONValue.double) ?? .null] })
  }
}

extension GoldReport {
  package var json: JSONValue {
    [
      "dashboard": .string(dashboard.name), "title": .string(dashboard.title),
      "from": .string(range.from.description), "to": .string(range.to.description),
      "at": .string(Timestamp.text(at)), "isOfPast": .bool(isOfPast),
      "dataAsOf": .optional(dataAsOf.map(Timestamp.text)),
      "dataFrom": .optional(dataDays?.from.description), "dataUntil": .optional(dataDays?.to.description),
      "isEmpty": .bool(isEmpty),
      "state": .string(verdict.rawValue), "tiles": .array(tiles.map(\.json)),
    ]
  }
}
