import CDuckDB
import Rows

/// Up to 2048 rows of a result that is being streamed. Valid only inside the closure it is handed to.
package struct ResultChunk: ~Copyable {
  package let columns: [ResultColumn]
  package let rowCount: Int
  private let readers: [VectorReader]

  init(_ chunk: cduckdb_chunk, _ header: ResultHeader, _ table: UnsafePointer<cduckdb_table>) {
    columns = header.columns
    rowCount = Int(table.pointee.data_chunk_get_size(chunk))
    readers = header.shapes.enumerated().map { index, shape in
      VectorReader(table.pointee.data_chunk_get_vector(chunk, UInt64(index)), shape, table)
    }
  }

  /// The value at a row and column, both 0-based; an index outside of the chunk is a programming error and traps.
  package func value(row: Int, column: Int) -> Value {
    precondition(row >= 0 && row < rowCount, "row outside of the chunk")
    return readers[column].value(row)
  }

  package func row(_ row: Int) -> [Value] { columns.indices.map { value(row: row, column: $0) } }

  /// The bytes of a text or blob without a copy; nil for null and for columns of any other type.
  package func withBytes<Result>(row: Int, column: Int, _ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows
    -> Result
  {
    precondition(row >= 0 && row < rowCount, "row outside of the chunk")
    let reader = readers[column]
    switch reader.layout {
    case .text, .blob: return try body(reader.isNull(row) ? nil : reader.bytes(row))
    default: return try body(nil)
    }
  }
}

/// The columns of a result, and how to read them.
struct ResultHeader {
  let columns: [ResultColumn]
  let shapes: [ColumnShape]

  init(_ result: inout cduckdb_result, _ table: UnsafePointer<cduckdb_table>) {
    var columns: [ResultColumn] = []
    var shapes: [ColumnShape] = []
    for index in 0..<table.pointee.column_count(&result) {
      let shape = ColumnShape(consuming: table.pointee.column_logical_type(&result, index), table)
      let name = table.pointee.column_name(&result, index).map { String(cString: $0) } ?? ""
      columns.append(ResultColumn(name: name, type: shape.typeName))
      shapes.append(shape)
    }
    self.columns = columns
    self.shapes = shapes
  }

  /// The first column whose type cannot be read.
  var unreadable: ResultColumn? {
    zip(columns, shapes).first { if case .unsupported = $1.layout { true } else { false } }?.0
  }
}
