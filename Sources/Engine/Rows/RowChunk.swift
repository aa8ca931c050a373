import CDuckDB

/// Room for the next rows of a scan. Columns are numbered as in the projection the scan was made with: 0 is its first.
///
/// A cell that is not set is an empty text or 0. A write outside of the chunk, or of the wrong kind, is not done and fails
/// the statement; it never traps.
package struct RowChunk {
  /// The most rows a chunk holds: the engine's vector size.
  package static let capacity = 2048

  struct Column {
    let kind: RowSourceColumn.Kind
    let vector: cduckdb_vector
    let data: UnsafeMutableRawPointer
    /// The bitmap of values that are there; nil as long as no row was null.
    var validity: UnsafeMutablePointer<UInt64>?
  }

  private let columns: UnsafeMutableBufferPointer<Column>
  private let table: UnsafePointer<cduckdb_table>
  private(set) var fault: RowSourceError?

  init(columns: UnsafeMutableBufferPointer<Column>, _ table: UnsafePointer<cduckdb_table>) {
    self.columns = columns
    self.table = table
  }

  /// Sets a text without copying it. The bytes are valid UTF-8, and stay where they are until the statement ends.
  package mutating func setText(_ column: Int, _ row: Int, borrowed bytes: UnsafeRawBufferPointer) {
    guard let entry = cell(column, row, .text, width: 16) else { return }
    guard let length = UInt32(exactly: bytes.count) else { return refuse(.textTooLong(bytes: bytes.count)) }
    EngineString.write(bytes, length: length, to: entry)
  }

  /// Sets a text by copying it into the engine's memory, for bytes that do not outlive the call.
  package mutating func setText(_ column: Int, _ row: Int, copying bytes: UnsafeRawBufferPointer) {
    guard bytes.count > EngineString.inlineCapacity else { return setText(column, row, borrowed: bytes) }
    guard cell(column, row, .text, width: 16) != nil else { return }
    guard bytes.count <= UInt32.max else { return refuse(.textTooLong(bytes: bytes.count)) }
    table.pointee.vector_assign_string_element_len(
      columns[column].vector, UInt64(row), bytes.assumingMemoryBound(to: CChar.self).baseAddress, UInt64(bytes.count))
  }

  package mutating func setInt64(_ column: Int, _ row: Int, _ value: Int64) {
    cell(column, row, .int64, width: 8)?.storeBytes(of: value, as: Int64.self)
  }

  package mutating func setNull(_ column: Int, _ row: Int) {
    guard isInside(column, row) else { return refuse(.outsideOfChunk(column: column, row: row)) }
    if columns[column].validity == nil {
      table.pointee.vector_ensure_validity_writable(columns[column].vector)
      columns[column].validity = table.pointee.vector_get_validity(columns[column].vector)
    }
    columns[column].validity?[row >> 6] &= ~(1 << UInt64(row & 63))
  }

  private mutating func cell(
    _ column: Int, _ row: Int, _ kind: RowSourceColumn.Kind, width: Int
  ) -> UnsafeMutableRawPointer? {
    guard isInside(column, row), columns[column].kind == kind else {
      refuse(.outsideOfChunk(column: column, row: row))
      return nil
    }
    return columns[column].data + row * width
  }

  private func isInside(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < columns.count && row >= 0 && row < Self.capacity
  }

  private mutating func refuse(_ error: RowSourceError) { if fault == nil { fault = error } }
}

/// The engine's 16-byte text entry: a length of 4 bytes, then either up to 12 bytes of text padded with zeros, or the first
/// 4 bytes of the text and a pointer to all of it.
enum EngineString {
  static let inlineCapacity = 12

  static func write(_ bytes: UnsafeRawBufferPointer, length: UInt32, to entry: UnsafeMutableRawPointer) {
    guard let start = bytes.baseAddress, length > 0 else { return clear(entry) }
    if length <= inlineCapacity {
      clear(entry)
      entry.storeBytes(of: length, as: UInt32.self)
      (entry + 4).copyMemory(from: start, byteCount: Int(length))
    } else {
      entry.storeBytes(of: length, as: UInt32.self)
      entry.storeBytes(of: start.loadUnaligned(as: UInt32.self), toByteOffset: 4, as: UInt32.self)
      entry.storeBytes(of: UInt(bitPattern: start), toByteOffset: 8, as: UInt.self)
    }
  }

  private static func clear(_ entry: UnsafeMutableRawPointer) {
    entry.storeBytes(of: 0, as: UInt64.self)
    entry.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
  }
}
