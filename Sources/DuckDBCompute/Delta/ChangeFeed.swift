import DeltaLog
import Engine
import Foundation
import Lake
import ModelSQL
import Words

/// The rows of a Delta table that changed between two of its versions, as a relation with the table's columns and
/// `_change`: `before` (an old image) or `after` (a new one).
struct ChangeFeed {
  let session: DuckDBSession
  let table: DeltaTable
  let from: Int64
  let to: Snapshot

  /// Nil when nothing changed. Small commits name their changed rows; where one of the range does not, or its log or files
  /// are cleaned away, the two snapshots are compared.
  func sql() throws -> String? {
    guard from < to.version else { return nil }
    guard let commits = try commits() else { return try comparison() }
    var parts: [String] = []
    for commit in commits {
      guard let record = try CommitRecord(commit.info) else { return try comparison() }
      switch record.changes {
      case .none: continue
      case .rewritten: return try comparison()
      case .added where try areThere(commit.adds.map(\.path)): parts.append(try relation(commit.adds, "'after'"))
      case .files(let paths) where try areThere(paths): parts.append(try changeFiles(paths))
      case .added, .files: return try comparison()
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " UNION ALL BY NAME ")
  }

  /// Nil when the log of one is gone.
  private func commits() throws(DeltaError) -> [Commit]? {
    do {
      return try table.commits(after: from, limit: Int(to.version - from))
    } catch {
      switch error {
      case .noSuchVersion, .gap: return nil
      default: throw error
      }
    }
  }

  private func areThere(_ paths: [String]) throws(LakeError) -> Bool {
    try session.workspace.missing(among: paths.map { $0.hasPrefix("/") ? $0 : "\(to.table)/\($0)" }).isEmpty
  }

  private func relation(_ files: [AddFile], _ change: String) throws -> String {
    "SELECT *, \(change) AS _change FROM (\(try session.relation(of: to, files: files).sql))"
  }

  private func changeFiles(_ paths: [String]) throws -> String {
    let fields = to.schema.fields + [DeltaField(name: "_change", type: .string, nullable: true)]
    let files = paths.map { AddFile(path: $0, size: 0, modificationTime: 0) }
    try session.bring(files, of: to.table)
    return DeltaRelation(
      tablePath: to.table, schema: DeltaSchema(fields: fields), partitionColumns: [], files: files
    ).sql
  }

  /// Both snapshots, row by row. Where the old one is gone, every row counts as changed.
  private func comparison() throws -> String {
    let new = try session.relation(of: to).sql
    // Cleaned away, its log or its files: the safe answer is “everything”.
    guard let past = try? table.snapshot(version: from), try areThere(past.files.map(\.path)) else {
      return "SELECT *, 'after' AS _change FROM (\(new))"
    }
    let old = try inTodaysColumns(past)
    return """
      SELECT *, 'after' AS _change FROM ((\(new)) EXCEPT ALL (\(old)))
      UNION ALL BY NAME SELECT *, 'before' AS _change FROM ((\(old)) EXCEPT ALL (\(new)))
      """
  }

  /// An old version, read as it was written and then put into the columns of the new one. A value that the new type cannot
  /// hold becomes null, which counts the row as changed.
  private func inTodaysColumns(_ past: Snapshot) throws -> String {
    let columns = to.schema.fields.map { field in
      let name = SQLQuote.name(field.name)
      let value = past.schema[field.name] != nil ? name : "NULL"
      return "TRY_CAST(\(value) AS \(EngineTypes.modelType(field.type))) AS \(name)"
    }
    return "SELECT \(columns.joined(separator: ", ")) FROM (\(try session.relation(of: past).sql))"
  }
}
