import Records

/// What the values of a text column look like. Bronze keeps text whatever it looks like; a change of kind is told, because
/// a model that casts the column will start to reject rows.
enum ColumnKind: String, Sendable {
  case empty, integer, decimal, text

  /// Looks at the first thousand records.
  static func sample(
    _ bytes: UnsafeRawBufferPointer, dialect: CSVDialect, blocks: [RecordBlock], columns: [String]
  ) -> [String: ColumnKind] {
    guard let block = blocks.first else { return [:] }
    var reader = CSVRecordReader(bytes: bytes, dialect: dialect, block: block, fieldCount: columns.count)
    var fields: [FieldSlice] = []
    var kinds = columns.map { _ in ColumnKind.empty }
    for _ in 0..<1000 {
      guard reader.next(&fields) else { break }
      for (index, field) in fields.enumerated() where !field.isNull && field.count > 0 {
        kinds[index] = kinds[index].joined(ColumnKind(field.bytes))
      }
    }
    return Dictionary(zip(columns, kinds)) { first, _ in first }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    var digits = 0
    var points = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: "."): points += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"): if index > 0 { self = .text; return }
      default: self = .text; return
      }
    }
    self = digits == 0 || points > 1 ? .text : points == 0 ? .integer : .decimal
  }

  init(parquetType type: String) {
    if type.hasSuffix("INT") || type == "INTEGER" {
      self = .integer
    } else {
      self = type.hasPrefix("DECIMAL") || type == "DOUBLE" || type == "FLOAT" ? .decimal : .text
    }
  }

  func joined(_ other: ColumnKind) -> ColumnKind {
    if self == .empty { return other }
    if self == other { return self }
    return self == .text || other == .text ? .text : .decimal
  }

  /// Numbers that became text are a change; more digits or an empty day are not.
  func isRetyped(to new: ColumnKind) -> Bool {
    (self == .integer || self == .decimal) && new == .text
  }
}
