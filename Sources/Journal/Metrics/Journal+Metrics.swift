import Foundation
import GRDB
import JSON
import Ledger
import Metrics

extension Journal {
  package func put(_ datapoints: [Datapoint]) throws(JournalError) {
    if datapoints.isEmpty { return }
    try write(.process) { db in try insert(datapoints, db) }
  }

  package func metricStreams(
    namespace: String?, name: String? = nil, dimension: MetricDimension? = nil, after: Int64 = 0, limit: Int = 1000
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

  package func samples(
    of metric: MetricName, unit: MetricUnit, from: Date, until: Date, limit: Int = 10_000
  ) throws(JournalError) -> [Sample] {
    try read { db in
      guard let id = try stream(metric, unit, db) else { return [] }
      return try samples(of: id, from, until, limit, db)
    }
  }

  package func samples(
    of stream: MetricStream, from: Date, until: Date, limit: Int = 10_000
  ) throws(JournalError) -> [Sample] {
    try read { db in try samples(of: stream.id, from, until, limit, db) }
  }

  private func samples(
    of id: Int64, _ from: Date, _ until: Date, _ limit: Int, _ db: Database
  ) throws -> [Sample] {
    let arguments: StatementArguments = [id, from.milliseconds, until.milliseconds, limit]
    let values = try Row.fetchAll(db, sql: Self.samplesQuery, arguments: arguments).map {
      Sample(at: Date(milliseconds: $0[0]), value: $0[1])
    }
    let sets = try Row.fetchAll(db, sql: Self.setsQuery, arguments: arguments).map {
      Sample(at: Date(milliseconds: $0[0]), set: StatisticSet(stored: $0[1], $0[2], $0[3], $0[4]))
    }
    if sets.isEmpty { return values.reversed() }
    return (values + sets).sorted { $0.at < $1.at }.suffix(limit)
  }

  static let samplesQuery = """
    SELECT at, value FROM datapoint WHERE metric = ? AND at >= ? AND at < ? ORDER BY at DESC LIMIT ?
    """
  static let setsQuery = """
    SELECT at, samples, total, least, greatest FROM statistic_set
    WHERE metric = ? AND period IN (1, 300, 3600) AND at >= ? AND at < ? ORDER BY at DESC LIMIT ?
    """

  func insert(_ datapoints: [Datapoint], _ db: Database) throws {
    for point in datapoints where point.value.isFinite {
      let id = try streamID(point.metric, point.unit, db)
      let insert = try db.cachedStatement(sql: "INSERT INTO datapoint (metric, at, value) VALUES (?, ?, ?)")
      try insert.execute(arguments: [id, point.at.milliseconds, point.value])
    }
  }

  /// The stream's id; a new one where there is none.
  func streamID(_ metric: MetricName, _ unit: MetricUnit, _ db: Database) throws -> Int64 {
    try stream(metric, unit, db) ?? newStream(metric, unit, db)
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
    let dimensions = try row.object("dimensions").entries.map { MetricDimension($0.key, $0.value.stringValue ?? "") }
    self.init(
      id: row.int("id"),
      metric: MetricName(namespace: row.text("namespace"), name: row.text("name"), dimensions: dimensions),
      unit: try row.value("unit"))
  }
}
