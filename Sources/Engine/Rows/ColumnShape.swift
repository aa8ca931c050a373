import CDuckDB

/// The engine's type numbers (`duckdb_type` of its C interface).
enum TypeNumber {
  static let boolean: Int32 = 1, tinyint: Int32 = 2, smallint: Int32 = 3, integer: Int32 = 4, bigint: Int32 = 5
  static let utinyint: Int32 = 6, usmallint: Int32 = 7, uinteger: Int32 = 8, ubigint: Int32 = 9
  static let float: Int32 = 10, double: Int32 = 11, timestamp: Int32 = 12, date: Int32 = 13, time: Int32 = 14
  static let interval: Int32 = 15, hugeint: Int32 = 16, varchar: Int32 = 17, blob: Int32 = 18, decimal: Int32 = 19
  static let timestampS: Int32 = 20, timestampMS: Int32 = 21, timestampNS: Int32 = 22, enumeration: Int32 = 23
  static let list: Int32 = 24, structure: Int32 = 25, map: Int32 = 26, uuid: Int32 = 27, timestampTZ: Int32 = 31
  static let uhugeint: Int32 = 32, array: Int32 = 33, any: Int32 = 34, null: Int32 = 36
}

/// How the values of a column lie in a vector, and what its type is called.
struct ColumnShape: Sendable {
  indirect enum Layout: Sendable {
    case boolean, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float, double
    case hugeint, uhugeint, uuid, text, blob, date, time, interval, null
    /// Ticks a second: 1, 1000, 1_000_000 or 1_000_000_000.
    case timestamp(ticksPerSecond: Int64)
    case decimal(storage: Int32, scale: Int)
    case enumeration(storage: Int32, names: [String])
    case list(ColumnShape)
    case array(ColumnShape, count: Int)
    case map(key: ColumnShape, value: ColumnShape)
    case structure([(name: String, shape: ColumnShape)])
    /// Cannot be read; a query that returns it fails and says to cast it.
    case unsupported
  }

  let layout: Layout
  let typeName: String
}

extension ColumnShape {
  /// Reads a type handle, which stays the caller's.
  init(_ type: cduckdb_type?, _ table: UnsafePointer<cduckdb_table>) {
    let number = table.pointee.get_type_id(type)
    let plain = Self.plain[number] ?? Self.compound(number, type, table)
    let alias = table.takeString(table.pointee.logical_type_get_alias(type))
    self = alias.map { ColumnShape(layout: plain.layout, typeName: $0) } ?? plain
  }

  /// Reads a type handle and gives it back to the engine.
  init(consuming type: cduckdb_type?, _ table: UnsafePointer<cduckdb_table>) {
    var type = type
    self.init(type, table)
    table.pointee.destroy_logical_type(&type)
  }

  private static let plain: [Int32: ColumnShape] = [
    TypeNumber.boolean: .init(layout: .boolean, typeName: "BOOLEAN"),
    TypeNumber.tinyint: .init(layout: .int8, typeName: "TINYINT"),
    TypeNumber.smallint: .init(layout: .int16, typeName: "SMALLINT"),
    TypeNumber.integer: .init(layout: .int32, typeName: "INTEGER"),
    TypeNumber.bigint: .init(layout: .int64, typeName: "BIGINT"),
    TypeNumber.utinyint: .init(layout: .uint8, typeName: "UTINYINT"),
    TypeNumber.usmallint: .init(layout: .uint16, typeName: "USMALLINT"),
    TypeNumber.uinteger: .init(layout: .uint32, typeName: "UINTEGER"),
    TypeNumber.ubigint: .init(layout: .uint64, typeName: "UBIGINT"),
    TypeNumber.float: .init(layout: .float, typeName: "FLOAT"),
    TypeNumber.double: .init(layout: .double, typeName: "DOUBLE"),
    TypeNumber.hugeint: .init(layout: .hugeint, typeName: "HUGEINT"),
    TypeNumber.uhugeint: .init(layout: .uhugeint, typeName: "UHUGEINT"),
    TypeNumber.uuid: .init(layout: .uuid, typeName: "UUID"),
    TypeNumber.varchar: .init(layout: .text, typeName: "VARCHAR"),
    TypeNumber.blob: .init(layout: .blob, typeName: "BLOB"),
    TypeNumber.date: .init(layout: .date, typeName: "DATE"),
    TypeNumber.time: .init(layout: .time, typeName: "TIME"),
    TypeNumber.interval: .init(layout: .interval, typeName: "INTERVAL"),
    TypeNumber.null: .init(layout: .null, typeName: "\"NULL\""),
    TypeNumber.timestamp: .init(layout: .timestamp(ticksPerSecond: 1_000_000), typeName: "TIMESTAMP"),
    TypeNumber.timestampTZ: .init(layout: .timestamp(ticksPerSecond: 1_000_000), typeName: "TIMESTAMP WITH TIME ZONE"),
    TypeNumber.timestampS: .init(layout: .timestamp(ticksPerSecond: 1), typeName: "TIMESTAMP_S"),
    TypeNumber.timestampMS: .init(layout: .timestamp(ticksPerSecond: 1000), typeName: "TIMESTAMP_MS"),
    TypeNumber.timestampNS: .init(layout: .timestamp(ticksPerSecond: 1_000_000_000), typeName: "TIMESTAMP_NS"),
  ]

  private static func compound(
    _ number: Int32, _ type: cduckdb_type?, _ table: UnsafePointer<cduckdb_table>
  ) -> ColumnShape {
    let api = table.pointee
    switch number {
    case TypeNumber.decimal:
      let scale = Int(api.decimal_scale(type))
      return ColumnShape(
        layout: .decimal(storage: api.decimal_internal_type(type), scale: scale),
        typeName: "DECIMAL(\(api.decimal_width(type)),\(scale))")
    case TypeNumber.enumeration: return enumeration(type, table)
    case TypeNumber.list:
      let child = ColumnShape(consuming: api.list_type_child_type(type), table)
      return ColumnShape(layout: .list(child), typeName: child.typeName + "[]")
    case TypeNumber.array:
      let child = ColumnShape(consuming: api.array_type_child_type(type), table)
      let count = Int(api.array_type_array_size(type))
      return ColumnShape(layout: .array(child, count: count), typeName: "\(child.typeName)[\(count)]")
    case TypeNumber.map:
      let key = ColumnShape(consuming: api.map_type_key_type(type), table)
      let value = ColumnShape(consuming: api.map_type_value_type(type), table)
      return ColumnShape(layout: .map(key: key, value: value), typeName: "MAP(\(key.typeName), \(value.typeName))")
    case TypeNumber.structure: return structure(type, table)
    default: return ColumnShape(layout: .unsupported, typeName: "type number \(number)")
    }
  }

  private static func structure(_ type: cduckdb_type?, _ table: UnsafePointer<cduckdb_table>) -> ColumnShape {
    let fields = (0..<table.pointee.struct_type_child_count(type)).map { index in
      (
        name: table.takeString(table.pointee.struct_type_child_name(type, index)) ?? "",
        shape: ColumnShape(consuming: table.pointee.struct_type_child_type(type, index), table)
      )
    }
    let inner = fields.map { "\"\($0.name.replacing("\"", with: "\"\""))\" \($0.shape.typeName)" }
    return ColumnShape(layout: .structure(fields), typeName: "STRUCT(" + inner.joined(separator: ", ") + ")")
  }

  private static func enumeration(_ type: cduckdb_type?, _ table: UnsafePointer<cduckdb_table>) -> ColumnShape {
    let names = (0..<UInt64(table.pointee.enum_dictionary_size(type))).map {
      table.takeString(table.pointee.enum_dictionary_value(type, $0)) ?? ""
    }
    let inner = names.map { "'\($0.replacing("'", with: "''"))'" }
    return ColumnShape(
      layout: .enumeration(storage: table.pointee.enum_internal_type(type), names: names),
      typeName: "ENUM(" + inner.joined(separator: ", ") + ")")
  }
}

extension UnsafePointer<cduckdb_table> {
  /// Copies a text the engine allocated and frees it.
  func takeString(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { pointee.free(text) }
    return String(cString: text)
  }
}
