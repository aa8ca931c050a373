import DeltaLog
import Words

/// Types of the engine and of Delta tables, and how the one becomes the other (delta.md §1).
enum EngineTypes {
  /// What a column is cast to before it is written, so that the Parquet file says exactly what the table's schema says.
  /// - Parameter mapping: members of structs are called what the table's files call them.
  static func storedType(_ type: DeltaType, _ mapping: ColumnMapping = .none) -> String {
    type == .timestamp ? "TIMESTAMP WITH TIME ZONE" : modelType(type, mapping)
  }

  /// What a model sees: as stored, but moments are plain UTC timestamps.
  static func modelType(_ type: DeltaType, _ mapping: ColumnMapping = .none) -> String {
    switch type {
    case .boolean: "BOOLEAN"
    case .byte: "TINYINT"
    case .short: "SMALLINT"
    case .integer: "INTEGER"
    case .long: "BIGINT"
    case .float: "FLOAT"
    case .double: "DOUBLE"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .string: "VARCHAR"
    case .binary: "BLOB"
    case .date: "DATE"
    case .timestamp, .timestampNtz: "TIMESTAMP"
    case .array(let element, _): modelType(element, mapping) + "[]"
    case .map(let key, let value, _): "MAP(\(modelType(key, mapping)), \(modelType(value, mapping)))"
    case .structure(let fields):
      "STRUCT("
        + fields.map { "\(SQLQuote.name($0.physicalName(mapping))) \(modelType($0.type, mapping))" }
        .joined(separator: ", ") + ")"
    }
  }

  /// A stored moment as a model sees it. The engine's cast asks a calendar about each value, which takes forty times as
  /// long as counting microseconds; infinities cannot be counted.
  static func plainTimestamp(_ stored: String) -> String {
    "CASE WHEN isfinite(\(stored)) THEN make_timestamp(epoch_us(\(stored))) ELSE CAST(\(stored) AS TIMESTAMP) END"
  }

  /// The other way: a moment of a model as it is stored.
  static func storedTimestamp(_ plain: String) -> String {
    "CASE WHEN isfinite(\(plain)) THEN make_timestamptz(epoch_us(\(plain))) "
      + "ELSE CAST(\(plain) AS TIMESTAMP WITH TIME ZONE) END"
  }

  /// The Delta type that holds a column of the engine's without loss; nil where there is none, which is refused by name.
  /// A sum over integers is HUGEINT in the engine and would silently become a DOUBLE in the file, so it is declared as a
  /// decimal of 38 digits, which fails loudly when it overflows.
  static func deltaType(_ type: String) -> DeltaType? {
    switch type {
    case "BOOLEAN": return .boolean
    case "TINYINT": return .byte
    case "SMALLINT", "UTINYINT": return .short
    case "INTEGER", "USMALLINT": return .integer
    case "BIGINT", "UINTEGER": return .long
    case "UBIGINT": return .decimal(precision: 20, scale: 0)
    case "HUGEINT": return .decimal(precision: 38, scale: 0)
    case "FLOAT": return .float
    case "DOUBLE": return .double
    case "VARCHAR", "UUID", "JSON", "\"NULL\"", "NULL": return .string
    case "BLOB": return .binary
    case "DATE": return .date
    case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_MS", "TIMESTAMP_S", "TIMESTAMP_NS": return .timestamp
    default: return decimal(type)
    }
  }

  private static func decimal(_ type: String) -> DeltaType? {
    guard type.hasPrefix("DECIMAL("), type.hasSuffix(")") else { return nil }
    let parts = type.dropFirst(8).dropLast().split(separator: ",")
    guard parts.count == 2, let precision = Int(parts[0]), let scale = Int(parts[1]) else { return nil }
    return .decimal(precision: precision, scale: scale)
  }
}
