import Clocks
import DeltaLog
import ModelSQL
import Words

/// Files of a Delta table as a relation the engine reads: columns by name and type from the table's schema, partition
/// values from the log and never from folder names.
struct DeltaRelation {
  let tablePath: String
  let schema: DeltaSchema
  let partitionColumns: [String]
  let files: [AddFile]
  /// Adds the column `_path` with the file each row is in.
  var exposesPath = false
  var mapping = ColumnMapping.none
  /// Columns are found by their numbers in the files, not by their physical names.
  var findsByID = false
  /// The table's folder where the engine finds the files, if that is not `tablePath`.
  var place: String?
  /// The engine's function that gives the deleted rows of the files; see `LakeSession.relation(of:)`.
  var deletedRows: String?

  init(_ snapshot: Snapshot, files: [AddFile]? = nil, exposesPath: Bool = false) {
    tablePath = snapshot.table
    schema = snapshot.schema
    partitionColumns = snapshot.partitionColumns
    mapping = snapshot.columnMapping
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
    let isUniform = isUniform
    let columns =
      schema.fields.map { column($0, isUniform: isUniform) } + (exposesPath ? ["d.\(pathColumn) AS _path"] : [])
    return "SELECT \(columns.joined(separator: ", ")) FROM \(scan(isUniform: isUniform)) d\(partitionJoin)\(deletions)"
  }

  private var emptySQL: String {
    let columns =
      schema.fields.map { "CAST(NULL AS \(EngineTypes.modelType($0.type))) AS \(SQLQuote.name($0.name))" }
      + (exposesPath ? ["CAST(NULL AS VARCHAR) AS _path"] : [])
    return "SELECT \(columns.joined(separator: ", ")) WHERE false"
  }

  private func column(_ field: DeltaField, isUniform: Bool) -> String {
    let name = SQLQuote.name(field.name)
    if partitionColumns.contains(field.name) {
      return "CAST(pv.\(name) AS \(EngineTypes.modelType(field.type))) AS \(name)"
    }
    if field.type == .timestamp { return "\(EngineTypes.plainTimestamp("d.\(name)")) AS \(name)" }
    if isUniform { return "CAST(d.\(name) AS \(EngineTypes.modelType(field.type))) AS \(name)" }
    guard mapping != .none, let named = EngineTypes.renamed("d.\(name)", field.type) else { return "d.\(name)" }
    return "\(named) AS \(name)"
  }

  /// The engine skips files by its own name for the file only, so another is taken just where a column has that name.
  private var pathColumn: String {
    schema.fields.contains { $0.name.lowercased() == "filename" } ? "_assay_file" : "filename"
  }

  private var stored: [DeltaField] { schema.fields.filter { !partitionColumns.contains($0.name) } }

  /// Every file has every column, as its statistics tell. The engine then needs no word on the columns, and looks into a
  /// file to learn how long it is; told the columns, it takes each file for a thousand rows and joins the wrong way round.
  ///
  /// Not for structs, lists and maps: the engine would take their members from the first file. And only in tables this
  /// program wrote: elsewhere statistics were seen that name columns the files do not have.
  private var isUniform: Bool {
    guard mapping == .none, stored.allSatisfy({ !$0.type.isNested }) else { return false }
    let names = stored.map(\.name)
    var known: [String] = []
    return files.allSatisfy { file in
      guard file.isOurs, let columns = file.stats?.nullCount.keys else { return false }
      // Neighbours mostly have the same columns in the same order.
      if columns == known { return true }
      known = columns
      return Set(columns).isSuperset(of: names)
    }
  }

  private func scan(isUniform: Bool) -> String {
    let paths = typicalFirst.map(absolutePath).map { SQLQuote.text(place == nil ? Glob.escaped($0) : $0) }
      .joined(separator: ", ")
    let columns = isUniform ? "" : "schema = MAP {\(stored.map(definition).joined(separator: ", "))}, "
    return "read_parquet([\(paths)], \(columns)filename = '\(pathColumn)', hive_partitioning = false)"
  }

  /// Null where a file lacks the column.
  private func definition(_ field: DeltaField) -> String {
    let key = findsByID ? field.columnID.map { "\($0)" } : nil
    let type = EngineTypes.storedType(field.type, mapping)
    return "\(key ?? SQLQuote.text(field.physicalName(mapping))): "
      + "{name: \(SQLQuote.text(field.name)), type: \(SQLQuote.text(type)), default_value: NULL}"
  }

  /// The engine takes all files to be as long as the first, so that is one of about their mean.
  private var typicalFirst: [AddFile] {
    let counts = files.map { Double($0.rowCount ?? 0) }
    let mean = counts.reduce(0, +) / Double(max(1, files.count))
    guard let typical = counts.indices.min(by: { abs(counts[$0] - mean) < abs(counts[$1] - mean) }) else {
      return files
    }
    return [files[typical]] + files[..<typical] + files[(typical + 1)...]
  }

  private var partitionJoin: String {
    guard !partitionColumns.isEmpty else { return "" }
    let keys = partitionColumns.map { schema[$0]?.physicalName(mapping) ?? $0 }
    let rows = files.map { file in
      let values = keys.map { (file.partitionValues[$0] ?? nil).map(SQLQuote.text) ?? "NULL" }
      return "(" + ([SQLQuote.text(absolutePath(file))] + values).joined(separator: ", ") + ")"
    }
    let names = (["_assay_path"] + partitionColumns).map(SQLQuote.name).joined(separator: ", ")
    return " JOIN (VALUES \(rows.joined(separator: ", "))) pv(\(names)) ON d.\(pathColumn) = pv._assay_path"
  }

  /// Leaves out the deleted rows by their places in the files, which the engine counts itself. Files whose deleted rows
  /// nobody has looked up must not be read as if they were whole.
  private var deletions: String {
    guard files.contains(where: { $0.deletionVector != nil }) else { return "" }
    guard let deletedRows else {
      return " WHERE error('\(tablePath.replacing("'", with: "''")): the deleted rows were not looked up')"
    }
    return " ANTI JOIN \(deletedRows)() x ON d.\(pathColumn) = x._path AND d.file_row_number = x._row"
  }

  func absolutePath(_ file: AddFile) -> String { file.fullPath(in: place ?? tablePath) }
}

extension DeltaType {
  /// Holds other values.
  var isNested: Bool {
    switch self {
    case .array, .map, .structure: true
    default: false
    }
  }
}

extension AddFile {
  /// Named as `ParquetWriter` names its files, and as no other writer does.
  var isOurs: Bool {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    return name.starts(with: "part-".utf8) && name.count >= 49 && name.suffix(8).elementsEqual(".parquet".utf8)
      && Self.dashes.allSatisfy { name[name.index(name.startIndex, offsetBy: 5 + $0)] == UInt8(ascii: "-") }
  }

  private static let dashes = [8, 13, 18, 23]
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
