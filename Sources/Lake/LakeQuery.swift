import Clocks
import DeltaLog
import Engine
import Foundation
import ModelSQL

/// Which state of a table to read.
package enum TableVersion: Sendable, Equatable {
  case newest
  case version(Int64)
  case asOf(Date)
}

/// Asks the lake: one SELECT over `bronze`, `silver`, `gold` and `quarantine`. Nothing can be changed by it, because only a
/// SELECT passes the engine's serialiser, and no file outside the lake can be read.
package struct LakeQuery {
  let session: LakeSession
  package init(_ session: LakeSession) { self.session = session }

  /// - Parameters:
  ///   - file: named in errors.
  ///   - parameters: what `run_date()` and `run_timestamp()` mean.
  ///   - named: values for `$name` in the text.
  package func run(
    _ query: SQLText, file: String, parameters: RunParameters, named: [String: Value] = [:]
  ) throws -> ResultTable {
    let parsed = try session.parse(query: query, file: file)
    for table in parsed.inputs { try createView(table) }
    let sql = try session.expand(parsed, parameters: parameters)
    guard !named.isEmpty else { return try session.connection.query(sql) }
    let used = named.filter { query.text.contains("$" + $0.key) }
    return used.isEmpty ? try session.connection.query(sql) : try session.connection.query(sql, named: used)
  }

  /// The tables a query reads.
  package func tables(of query: SQLText, file: String) throws -> Set<TableName> {
    Set(try session.parse(query: query, file: file).inputs)
  }

  private func createView(_ table: TableName) throws {
    let input = try session.inputState(table)
    if case .absent = input.content, table.layer != .quarantine {
      let known = session.workspace.project.tables.contains(table)
      throw LakeError(
        "TableMissing",
        known
          ? "\(table) was never built; run it first: assay run --table \(table)"
          : "there is no table \(table)\(NearestName.hint(for: table.description, among: session.workspace.project.tables.map(\.description)))"
      )
    }
    try session.createWholeView(input)
  }

  /// Rows of any Delta table, by path.
  package func read(path: String, version: TableVersion, limit: Int?) throws -> ResultTable {
    let bound = limit.map { " LIMIT \(max(0, $0))" } ?? ""
    return try session.connection.query("SELECT * FROM (\(try relation(path: path, version: version)))\(bound)")
  }

  /// The same as a SELECT for the session's own engine.
  package func relation(path: String, version: TableVersion = .newest) throws -> String {
    let delta = session.deltaTable(path: path)
    let snapshot: Snapshot? =
      switch version {
      case .newest: try delta.snapshot()
      case .version(let number): try delta.snapshot(version: number)
      case .asOf(let moment): try delta.snapshot(asOf: moment)
      }
    guard let snapshot else {
      throw LakeError("TableMissing", "\(path) is no Delta table: it has no _delta_log folder")
    }
    return DeltaRelation(snapshot).sql
  }
}
