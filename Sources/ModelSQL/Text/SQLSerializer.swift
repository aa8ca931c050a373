import JSON

/// An engine that can say how it understands a statement.
package protocol SQLSerializer {
  /// The answer of DuckDB's `json_serialize_sql(sql, skip_null := true, skip_empty := true)`, parse errors included
  /// (they are an answer: `{"error": true, …}`). Throws only when the engine cannot be asked.
  func serialize(_ sql: String) throws -> JSONValue
}
