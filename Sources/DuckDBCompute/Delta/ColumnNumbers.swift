import DeltaLog
import Engine
import Lake
import ModelSQL
import Words

/// Whether the columns of a table that is mapped by id can be found by their physical names, which is how nearly every file
/// of such a table calls them, or only by the numbers in the files.
struct ColumnNumbers {
  let connection: Connection
  let relation: DeltaRelation

  private struct Faults {
    /// A file without any numbers, in which columns can only be found by name.
    var unnumbered: String?
    /// A column that a file calls otherwise.
    var renamed: String?
  }

  /// Throws where neither leads to the columns.
  func mustBeUsed() throws -> Bool {
    let stored = relation.schema.fields.filter { !relation.partitionColumns.contains($0.name) }
    let faults = try faults(names(in: stored))
    guard let renamed = faults.renamed else { return false }
    if let file = faults.unnumbered {
      throw LakeError(
        .tableFailed,
        "\(relation.tablePath): columns are mapped by id, a file calls \(renamed) otherwise than the log does, and \(file) "
          + "has no column numbers; rewrite the file with them")
    }
    guard stored.allSatisfy({ !$0.type.isNested && $0.columnID != nil }) else {
      throw LakeError(
        .tableFailed,
        "\(relation.tablePath): columns are mapped by id, and a file calls \(renamed) otherwise than the log does, "
          + "which is not supported together with structs; rewrite the table")
    }
    return true
  }

  private func faults(_ expected: [Int64: String]) throws -> Faults {
    let paths = relation.files.map { SQLQuote.text(Glob.escaped(relation.absolutePath($0))) }.joined(separator: ", ")
    let rows = try connection.query(
      "SELECT file_name, name, CAST(field_id AS BIGINT) FROM parquet_schema([\(paths)])"
    ).rows
    var faults = Faults()
    var numbered: [String: Bool] = [:]
    for row in rows {
      let file = row[0].displayText
      guard case .int(let number) = row[2] else {
        numbered[file] = numbered[file] ?? false
        continue
      }
      numbered[file] = true
      if let name = expected[number], name != row[1].displayText { faults.renamed = name }
    }
    faults.unnumbered = numbered.filter { !$0.value }.keys.min()
    return faults
  }

  /// Physical names by number, members of structs included.
  private func names(in fields: [DeltaField]) -> [Int64: String] {
    var names: [Int64: String] = [:]
    for field in fields {
      if let id = field.columnID { names[id] = field.physicalName(.id) }
      names.merge(self.names(in: field.type)) { first, _ in first }
    }
    return names
  }

  private func names(in type: DeltaType) -> [Int64: String] {
    switch type {
    case .structure(let fields): names(in: fields)
    case .array(let element, _): names(in: element)
    case .map(let key, let value, _): names(in: key).merging(names(in: value)) { first, _ in first }
    default: [:]
    }
  }
}
