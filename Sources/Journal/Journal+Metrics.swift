import Foundation
import GRDB
import JSON
import Metrics

/// A metric in one unit, as it occurs in the journal.
package struct MetricStream: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let metric: MetricName
  package let unit: MetricUnit
}

extension Journal {
  package func put(_ datapoints: [Datapoint]) throws(JournalError) {
    if datapoints.isEmpty { return }
    try write(.process) { db in try insert(datapoints, db) }
  }

  /// The streams of a namespace, in the order they first appeared; `after` is the id of the last one of a page.
  package func metricStreams(
    namespace: String, name: String? = nil, dimension: MetricDimension? = nil, after: Int64 = 0, limit: Int = 1000
  ) throws(JournalError) -> [MetricStream] {
    var conditions = Conditions()
    conditions.add("namespace = ?", namespace)
    conditions.add("name = ?", name)
    if let dimension {
      conditions.add(
        "EXISTS (SELECT 1 FROM json_each(dimensions) WHERE key = ? AND value = ?)",
        all: [dimension.name, dimension.value])
    }
    conditions.add("id > ?", after)
    let sql = "SELECT * FROM metric \(conditions.clause) ORDER BY id LIMIT \(PageLimit.rows(limit))"
    return try read { db in try rows(db, sql, conditions.arguments).map(MetricStream.init) }
  }

  /// The raw values of a metric with `from <= at < until`, oldest first. Where there are more than the limit, the newest.
  package func samples(
    of metric: MetricName, unit: MetricUnit, from: Date, until: Date, limit: Int = 10_000
  ) throws(JournalError) -> [Sample] {
    try read { db in
      guard let id = try stream(metric, unit, db) else { return [] }
      return try rows(
        db, Self.samplesQuery, [id, from.milliseconds, until.milliseconds, PageLimit.rows(limit)]
      ).map { Sample(at: $0.moment("at"), value: $0.double("value")) }.reversed()
    }
  }

  static let samplesQuery = """
    SELECT at, value FROM datapoint WHERE metric = ? AND at >= ? AND at < ? ORDER BY at DESC LIMIT ?
    """

  func insert(_ datapoints: [Datapoint], _ db: Database) throws {
    for point in datapoints where point.value.isFinite {
      let id = try stream(point.metric, point.unit, db) ?? newStream(point.metric, point.unit, db)
      let insert = try db.cachedStatement(sql: "INSERT INTO datapoint (metric, at, value) VALUES (?, ?, ?)")
      try insert.execute(arguments: [id, point.at.milliseconds, point.value])
    }
  }

  private func stream(_ metric: MetricName, _ unit: MetricUnit, _ db: Database) throws -> Int64? {
    let find = try db.cachedStatement(
      sql: "SELECT id FROM metric WHERE namespace = ? AND name = ? AND dimensions = ? AND unit = ?")
    return try Int64.fetchOne(
      find, arguments: [metric.namespace, metric.name, metric.dimensionText, unit.rawValue])
  }

  private func newStream(_ metric: MetricName, _ unit: MetricUnit, _ db: Database) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO metric (namespace, name, dimensions, unit) VALUES (?, ?, ?, ?)",
      arguments: [metric.namespace, metric.name, metric.dimensionText, unit.rawValue])
    return db.lastInsertedRowID
  }
}

extension MetricName {
  /// The dimensions as one JSON object; sorted, so equal metrics have equal texts.
  fileprivate var dimensionText: String {
    JSONValue.object(JSONObject(dimensions.map { ($0.name, .string($0.value)) })).text
  }
}

extension MetricStream {
  init(_ row: StoredRow) throws {
    id = row.int("id")
    let dimensions = try row.object("dimensions").entries.map { MetricDimension($0.key, $0.value.stringValue ?? "") }
    metric = MetricName(namespace: row.text("namespace"), name: row.text("name"), dimensions: dimensions)
    unit = try row.value("unit")
  }
}
