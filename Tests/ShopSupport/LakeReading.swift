import Clocks
import DeltaLog
import Foundation
import Lake
import Ledger
import LocalOperations
import ModelSQL
import Project
import Reading
import Words

/// A project as a process that does not run it sees it: its journal, and every table read to the last row.
package final class LakeReading {
  package let local: LocalEnvironment
  private let session: LakeSession

  package init(folder: String, clock: any WallClock = SystemClock()) throws {
    local = try LocalEnvironment(
      folder: folder, environment: nil, variables: ProcessInfo.processInfo.environment, clock: clock)
    session = try local.session()
  }

  /// The sample project at the hour of a delivery.
  package convenience init(_ shop: ShopFolder, delivery: Int) throws {
    try self.init(folder: shop.path, clock: ShiftedClock(startingAt: ShopFolder.moment(of: delivery)))
  }

  package var journal: any RunLedger { local.journal }

  /// Every table of the project that was built, and their quarantines.
  package func tables() throws -> [TableName] {
    try local.project.tables.flatMap { [$0, $0.quarantine] }.filter(isThere)
  }

  private func isThere(_ table: TableName) throws -> Bool {
    if let source = local.project.source(of: table) { return try isLoaded(source) }
    return try session.deltaTable(table).snapshot() != nil
  }

  /// A worker that was killed between the lake's manifest and the journal's leaves files that only the lake knows of.
  private func isLoaded(_ source: SourceDefinition) throws -> Bool {
    if try journal.manifestTotals(of: source.name).files > 0 { return true }
    let manifest = "\(session.workspace.lakePath)/_manifest/\(source.name).jsonl"
    guard FileManager.default.fileExists(atPath: manifest) else { return false }
    return try Data(contentsOf: URL(fileURLWithPath: manifest)).contains(UInt8(ascii: "\n"))
  }

  /// The state of each table, by name; a table that is not there is left out.
  package func states() throws -> [String: TableState] {
    let parts = try tables().map {
      "select '\($0)' as name, count(*) as total, coalesce(sum(hash(t)), 0)::varchar as digest from (\(Self.select($0))) t"
    }
    guard !parts.isEmpty else { return [:] }
    let rows = try query(parts.joined(separator: " union all ")).map { row in
      (row[0], TableState(rows: Int64(row[1]) ?? -1, hash: row[2]))
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// All rows of a table, in an order of their own.
  package func rows(of table: TableName) throws -> [[String]] { try query(Self.select(table) + " order by all") }

  /// The rows without what is different in each run by its nature: which run it was, and when.
  private static func select(_ table: TableName) -> String {
    switch table.layer {
    case .bronze: "select * exclude (_ingested_at, _run) from \(table)"
    case .quarantine: "select * exclude (execution, rejected_at) from \(table)"
    default: "select * from \(table)"
    }
  }

  /// Rows of a SELECT over the lake, each value as it is displayed; null is "∅".
  package func query(_ sql: String) throws -> [[String]] {
    let now = local.clock.now()
    let result = try RowReading(session, for: .owner).run(
      SQLText(sql), file: "query", parameters: RunParameters(runDate: CalendarDay(now), runTimestamp: now))
    return result.rows.map { $0.map { $0.isNull ? "∅" : $0.displayText } }
  }
}
