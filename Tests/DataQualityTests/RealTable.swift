import DataQuality
import Engine
import Foundation
import JSON

/// A table of the real engine, and rulesets run over it.
struct RealTable {
  static let now = Date(timeIntervalSince1970: 1_795_241_400)  // 2026-11-21 06:10 UTC

  private(set) var connection: Connection
  var context: QualityContext

  /// - Parameters:
  ///   - rows: what stands after `CREATE TABLE t AS`.
  ///   - folder: what the engine may write into.
  init(_ rows: String, folder: String? = nil) throws {
    let library = try EngineLibrary.load(environment: ProcessInfo.processInfo.environment)
    let options = EngineOptions(threads: 2, allowedDirectories: folder.map { [$0] } ?? [])
    connection = try Database(library: library, options: options).connect()
    try connection.execute("CREATE SCHEMA silver; CREATE TABLE silver.orders AS \(rows)")
    let columns = try connection.query("SELECT column_name, column_type FROM (DESCRIBE silver.orders)").rows.map {
      QualityContext.Column(name: $0[0].displayText, type: $0[1].displayText)
    }
    context = QualityContext(relation: "silver.orders", columns: columns, now: Self.now)
  }

  /// The same table on a connection of its own, so that tests may run at once.
  func reconnected() throws -> RealTable {
    var table = self
    table.connection = try connection.database.connect()
    return table
  }

  func check(_ rules: String...) throws -> QualityReport {
    let ruleset = try Ruleset(parsing: "Rules = [ \(rules.joined(separator: ",\n")) ]", file: "q.dqdl")
    return QualityCheck.run(ruleset, context, ConnectionEngine(connection: connection))
  }

  func failingRows(_ report: QualityReport, limit: Int = 10) throws -> [FailingRow] {
    try QualityCheck.failingRows(report, context, ConnectionEngine(connection: connection), limit: limit)
  }
}

struct ConnectionEngine: QualityEngine {
  let connection: Connection
  func rows(_ sql: String) throws -> [[JSONValue]] { try connection.query(sql).rows.map { $0.map(\.json) } }
  /// Who may read what is not the matter of these tests.
  func prepared(_ sql: RuleSQL, _ context: QualityContext) throws(RuleSQLProblem) -> String { sql.text }
}

extension RuleSQL {
  var text: String {
    switch self {
    case .condition(let text), .statement(let text, _): text
    }
  }
}
