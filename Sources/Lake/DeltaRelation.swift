import Clocks
import DeltaLog
import ModelSQL

/// Files of a Delta table as a relation the engine reads: columns by name and type from the table's schema, partition
/// values from the log and never from folder names.
struct DeltaRelation {
  let tablePath: String
  let schema: DeltaSchema
  let partitionColumns: [String]
  let files: [AddFile]
  /// Adds the column `_path` with the file each row is in.
  var exposesPath = false

  init(_ snapshot: Snapshot, files: [AddFile]? = nil, exposesPath: Bool = false) {
    tablePath = snapshot.table
    schema = snapshot.schema
    partitionColumns = snapshot.partitionColumns
    self.files = files ?? snapshot.files
    self.exposesPath = exposesPath
  }

  init(
    tablePath: String, schema: DeltaSchema, partitionColumns: [String], files: [AddFile], exposesPath: Bool = false
  ) {
    self.tablePath = tablePath
    self.schema = schema
    self.partitionColumns = partitionColumns
    self.files = files
    self.exposesPath = exposesPath
  }

  /// A SELECT without an ORDER BY; rows as the table's schema has them, timestamps as plain UTC timestamps.
  var sql: String {
    guard !files.isEmpty else { return emptySQL }
    let columns = schema.fields.map(column) + (exposesPath ? ["d.\(pathColumn) AS _path"] : [])
    return "SELECT \(columns.joined(separator: ", ")) FROM \(scan) d\(partitionJoin)"
  }

  private var emptySQL: String {
    let columns =
      schema.fields.map { "CAST(NULL AS \(EngineTypes.modelType($0.type))) AS \(Quote.name($0.name))" }
      + (exposesPath ? ["CAST(NULL AS VARCHAR) AS _path"] : [])
    return "SELECT \(columns.joined(separator: ", ")) WHERE false"
  }

  private func column(_ field: DeltaField) -> String {
    let name = Quote.name(field.name)
    if partitionColumns.contains(field.name) {
      return "CAST(pv.\(name) AS \(EngineTypes.modelType(field.type))) AS \(name)"
    }
    if field.type == .timestamp { return "\(EngineTypes.plainTimestamp("d.\(name)")) AS \(name)" }
    return isUniform ? "CAST(d.\(name) AS \(EngineTypes.modelType(field.type))) AS \(name)" : "d.\(name)"
  }

  /// The engine skips files by its own name for the file only, so another is taken just where a column has that name.
  private var pathColumn: String {
    schema.fields.contains { $0.name.lowercased() == "filename" } ? "_assay_file" : "filename"
  }

  private var stored: [DeltaField] { schema.fields.filter { !partitionColumns.contains($0.name) } }

  /// Every file has every column, as its statistics tell. The engine then needs no word on the columns, and looks into a
  /// file to learn how long it is; told the columns, it takes each file for a thousand rows and joins the wrong way round.
  private var isUniform: Bool {
    files.allSatisfy { file in
      guard let stats = file.stats else { return false }
      return stored.allSatisfy { stats.nullCount[$0.name] != nil }
    }
  }

  private var scan: String {
    let paths = typicalFirst.map { Quote.text(Glob.escaped(absolutePath($0))) }.joined(separator: ", ")
    let columns = isUniform ? "" : "schema = MAP {\(stored.map(definition).joined(separator: ", "))}, "
    return "read_parquet([\(paths)], \(columns)filename = '\(pathColumn)', hive_partitioning = false)"
  }

  /// Null where a file lacks the column.
  private func definition(_ field: DeltaField) -> String {
    let name = Quote.text(field.name)
    return "\(name): {name: \(name), type: \(Quote.text(EngineTypes.storedType(field.type))), default_value: NULL}"
  }

  /// The engine takes all files to be as long as the first, so that is one of about their mean.
  private var typicalFirst: [AddFile] {
    let counts = files.map { $0.stats?.numRecords ?? 0 }
    let mean = counts.saturatingSum { $0 } / Int64(max(1, files.count))
    guard let typical = counts.indices.min(by: { abs(counts[$0] - mean) < abs(counts[$1] - mean) }) else {
      return files
    }
    return [files[typical]] + files[..<typical] + files[(typical + 1)...]
  }

  private var partitionJoin: String {
    guard !partitionColumns.isEmpty else { return "" }
    let rows = files.map { file in
      let values = partitionColumns.map { (file.partitionValues[$0] ?? nil).map(Quote.text) ?? "NULL" }
      return "(" + ([Quote.text(absolutePath(file))] + values).joined(separator: ", ") + ")"
    }
    let names = (["_assay_path"] + partitionColumns).map(Quote.name).joined(separator: ", ")
    return " JOIN (VALUES \(rows.joined(separator: ", "))) pv(\(names)) ON d.\(pathColumn) = pv._assay_path"
  }

  func absolutePath(_ file: AddFile) -> String {
    if file.path.hasPrefix("file://") { return String(file.path.dropFirst(7)) }
    return file.path.hasPrefix("/") ? file.path : tablePath + "/" + file.path
  }
}

/// The engine's file lists are patterns; a name with a pattern's letters in it must be told apart from one.
enum Glob {
  static func escaped(_ path: String) -> String {
    var text = ""
    for character in path {
      switch character {
      case "*", "?", "[": text += "[\(character)]"
      default: text.append(character)
      }
    }
    return text
  }
}
