import DeltaLog
import Engine
import ModelSQL
import Words

/// Leaves out the files of a table that do not hold any of some keys: by partition values and by the statistics in the log,
/// then by reading nothing but the key columns of those that are left. So whole rows are read only where there is something
/// to find, and the cost of a small change hardly grows with the table.
struct FilePruning {
  let session: DuckDBSession
  let snapshot: Snapshot
  /// A relation of the engine's with the key columns.
  let keys: String
  let columns: [String]

  /// They are where the engine finds them.
  func candidates() throws -> [AddFile] {
    // Statistics and names of other makers' tables mean other things; reading all of them is right, too.
    guard snapshot.columnMapping == .none, !snapshot.files.contains(where: { $0.deletionVector != nil }) else {
      try session.bring(snapshot.files, of: snapshot.table)
      return snapshot.files
    }
    let possible = try possibleByStatistics()
    try session.bring(possible, of: snapshot.table)
    return isWorthLooking(possible) ? try holding(possible) : possible
  }

  /// Partition values are exact already.
  private func isWorthLooking(_ files: [AddFile]) -> Bool {
    files.count > 1 && !columns.allSatisfy(snapshot.partitionColumns.contains)
      && columns.allSatisfy { name in snapshot.schema.fields.contains { $0.name == name } }
  }

  private func holding(_ files: [AddFile]) throws -> [AddFile] {
    // Only the key's columns: a join that gives rows their partition values leads the engine to a plan many times as slow.
    let relation = DeltaRelation(
      tablePath: snapshot.table,
      schema: DeltaSchema(fields: snapshot.schema.fields.filter { columns.contains($0.name) }),
      partitionColumns: snapshot.partitionColumns.filter(columns.contains), files: files, exposesPath: true)
    let same = columns.map { "f.\(SQLQuote.name($0)) IS NOT DISTINCT FROM k.\(SQLQuote.name($0))" }
    let result = try session.connection.query(
      """
      SELECT DISTINCT f._path FROM (\(relation.sql)) f
      SEMI JOIN (SELECT DISTINCT \(SQLQuote.names(columns)) FROM \(keys)) k ON \(same.joined(separator: " AND "))
      """)
    let paths = Set(result.rows.map { $0[0].displayText })
    return files.filter { paths.contains(relation.absolutePath($0)) }
  }

  private func possibleByStatistics() throws -> [AddFile] {
    guard snapshot.files.count > 1 else { return snapshot.files }
    let known = columns.compactMap { name in snapshot.schema.fields.first { $0.name == name } }
    let usable = known.filter { isComparable($0.type) }
    guard !usable.isEmpty else { return snapshot.files }
    let rows = snapshot.files.enumerated().map { index, file in row(index, file, usable) }
    let tests = usable.indices.map { bound in
      "(f.lo\(bound) IS NULL OR (k.\(SQLQuote.name(usable[bound].name)) IS NULL AND f.nulls\(bound)) OR "
        + "k.\(SQLQuote.name(usable[bound].name)) BETWEEN f.lo\(bound) AND f.hi\(bound))"
    }
    let names = ["file"] + usable.indices.flatMap { ["lo\($0)", "hi\($0)", "nulls\($0)"] }
    let result = try session.connection.query(
      """
      SELECT DISTINCT f.file FROM (VALUES \(rows.joined(separator: ", "))) f(\(names.joined(separator: ", ")))
      WHERE EXISTS (SELECT 1 FROM (SELECT DISTINCT \(distinctColumns(usable)) FROM \(keys)) k
        WHERE \(tests.joined(separator: " AND ")))
      ORDER BY 1
      """)
    return result.rows.compactMap { row in
      if case .int(let index) = row[0] { snapshot.files[Int(index)] } else { nil }
    }
  }

  private func distinctColumns(_ fields: [DeltaField]) -> String {
    fields.map { SQLQuote.name($0.name) }.joined(separator: ", ")
  }

  private func row(_ index: Int, _ file: AddFile, _ fields: [DeltaField]) -> String {
    let bounds = fields.flatMap { field -> [String] in
      let type = EngineTypes.modelType(field.type)
      let (low, high) = range(of: field, in: file)
      return [low, high].map { "CAST(\($0.map(SQLQuote.text) ?? "NULL") AS \(type))" } + [mayHoldNull(field, in: file)]
    }
    return "(" + (["\(index)"] + bounds).joined(separator: ", ") + ")"
  }

  private func mayHoldNull(_ field: DeltaField, in file: AddFile) -> String {
    if snapshot.partitionColumns.contains(field.name) { return "\((file.partitionValues[field.name] ?? nil) == nil)" }
    return "\(file.stats?.nullCount[field.name]?.intValue != 0)"
  }

  private func range(of field: DeltaField, in file: AddFile) -> (String?, String?) {
    if snapshot.partitionColumns.contains(field.name) {
      let value = file.partitionValues[field.name] ?? nil
      return (value, value)
    }
    guard let low = file.stats?.minValues[field.name], let high = file.stats?.maxValues[field.name] else {
      return (nil, nil)
    }
    return (low.stringValue ?? low.numberText, high.stringValue ?? high.numberText)
  }

  private func isComparable(_ type: DeltaType) -> Bool {
    switch type {
    case .byte, .short, .integer, .long, .decimal, .string, .date: true
    default: false
    }
  }
}
