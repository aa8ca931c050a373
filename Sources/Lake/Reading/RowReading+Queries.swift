import Engine
import ModelSQL
import Words

/// One SELECT over `bronze`, `silver`, `gold` and `quarantine`. Nothing can be changed by it, because only a SELECT passes the
/// engine's serialiser, and no file outside the lake can be read.
extension RowReading {
  /// - Parameters:
  ///   - file: named in errors.
  ///   - parameters: what `run_date()` and `run_timestamp()` mean.
  ///   - named: values for `$name` in the text.
  package func run(
    _ query: SQLText, file: String, parameters: RunParameters, named: [String: Value] = [:]
  ) throws -> ResultTable {
    let (sql, used) = try prepare(query, file: file, parameters: parameters, named: named)
    return used.isEmpty ? try session.connection.query(sql) : try session.connection.query(sql, named: used)
  }

  /// The same, with the rows handed on as they are made: in constant memory, however many they are.
  package func stream(
    _ query: SQLText, file: String, parameters: RunParameters, named: [String: Value] = [:],
    to sink: inout some RowSink
  ) throws {
    let (sql, used) = try prepare(query, file: file, parameters: parameters, named: named)
    try session.connection.stream(sql, named: used, to: &sink)
  }

  /// Makes the views a query reads. Returns its text for the engine, and those of the values that it mentions.
  private func prepare(
    _ query: SQLText, file: String, parameters: RunParameters, named: [String: Value]
  ) throws -> (sql: String, values: [String: Value]) {
    let parsed = try session.parse(query: query, file: file)
    try admit(parsed.inputs)
    for table in parsed.inputs { try createView(table) }
    let sql = try session.expand(parsed, parameters: parameters)
    return (sql, named.filter { query.text.contains("$" + $0.key) })
  }

  /// The tables a query reads.
  package func tables(of query: SQLText, file: String) throws -> Set<TableName> {
    Set(try session.parse(query: query, file: file).inputs)
  }

  func createView(_ table: TableName) throws {
    let input = try session.inputState(table)
    if case .absent = input.content, table.layer != .quarantine {
      let known = session.workspace.project.tables.contains(table)
      throw LakeError(
        .tableMissing,
        known
          ? "\(table) was never built; run it first: assay run --table \(table)"
          : "there is no table \(table)\(NearestName.hint(for: table.description, among: session.workspace.project.tables.map(\.description)))"
      )
    }
    try session.createWholeView(input)
  }
}
