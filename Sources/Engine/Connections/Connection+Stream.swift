import Rows

extension Connection {
  /// Runs one statement and hands its rows on as they are made, so that the memory in use does not grow with the result. No
  /// other statement can run on this connection meanwhile.
  ///
  /// - Parameter binds: values for parameters like `$from`; one that the statement does not have is no error.
  package func stream(_ sql: String, named binds: [String: Value] = [:], to sink: inout some RowSink) throws {
    do {
      try exclusively(sql, binds.values) {
        let statement = try Statement(sql, on: raw, table)
        if !binds.isEmpty { try statement.bind(named: binds) }
        var result = try statement.stream()
        let header = try readable(result.header())
        try sink.begin(header.columns)
        try result.forEachChunk(header) { chunk in
          var index = 0
          while index < chunk.rowCount {
            let count = sink.isFull ? chunk.rowCount - index : 1
            guard try sink.isFull ? sink.pass(rows: count) : sink.add(chunk.row(index)) else { throw Enough() }
            index += count
          }
        }
      }
    } catch is Enough {}
  }
}

/// Leaves the loop over a result from inside.
private struct Enough: Error {}
