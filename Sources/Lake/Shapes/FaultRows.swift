import Records

/// Malformed records of a text file, found again in the file when they are read, by the verdicts of its scan. Their text is
/// whatever came, so it never stands in SQL.
package struct FaultRows: @unchecked Sendable {  // the bytes are read only, and owned
  package let bytes: UnsafeRawBufferPointer
  /// Keeps `bytes` in place.
  package let owner: any Sendable
  package let dialect: CSVDialect
  /// Nil for JSON lines.
  package let fieldCount: Int?
  /// Blocks that hold faulty records.
  package let blocks: [RecordBlock]

  package init(
    bytes: UnsafeRawBufferPointer, owner: any Sendable, dialect: CSVDialect, fieldCount: Int?, blocks: [RecordBlock]
  ) {
    self.bytes = bytes
    self.owner = owner
    self.dialect = dialect
    self.fieldCount = fieldCount
    self.blocks = blocks
  }

  /// The longest text of a record that goes to quarantine, in bytes.
  package static let longestText = 65_536

  package func reader(_ block: RecordBlock) -> FaultReader {
    guard let fieldCount else {
      return FaultReader(jsonLines: bytes, block: block, maxRecordBytes: dialect.maxRecordBytes)
    }
    return FaultReader(csv: bytes, dialect: dialect, block: block, fieldCount: fieldCount)
  }

  /// Invalid bytes replaced, and cut.
  package func text(_ fault: RecordFault) -> String {
    let end = min(fault.byteOffset + min(fault.byteCount, Self.longestText), bytes.count)
    return String(decoding: bytes[fault.byteOffset..<end], as: UTF8.self)
  }
}
