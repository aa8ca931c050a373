import JSON

extension Connection {
  /// The engine's own parse of one or more SELECT statements, as `json_serialize_sql` gives it: without nulls and empty
  /// lists, with byte offsets into the text. Nothing is looked up or run.
  ///
  /// - Throws: `EngineError.query` of kind `syntax` with the position when the text does not parse, or is no SELECT.
  package func serialize(_ sql: String) throws -> JSONValue {
    let result = try query(
      "SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true)::VARCHAR", [.text(sql)])
    let parse = try JSONValue(parsing: result.scalar?.textValue ?? "")
    guard parse["error"]?.boolValue == true else { return parse }
    throw EngineError.query(
      QueryFailure(
        kind: .syntax, message: parse["error_message"]?.stringValue ?? "the text does not parse",
        excerpt: String(sql.prefix(200)),
        position: parse["position"]?.stringValue.flatMap { Int($0) }.flatMap {
          QueryFailure.byteOffset($0, in: sql, isCharacters: true)
        }))
  }
}
