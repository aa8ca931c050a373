import Lake
import ModelSQL
import Rows
import Words

/// One SELECT over `bronze`, `silver`, `gold` and `quarantine`. Nothing can be changed by it, because only a SELECT passes the
/// engine's serialiser, and no file outside the lake can be read.
extension RowReading {
  /// All rows at once, in memory.
  ///
  /// - Parameters:
  ///   - file: named in errors.
  ///   - parameters: what `run_date()` and `run_timestamp()` mean.
  ///   - named: values for `$name` in the text.
  package func run(
    _ query: SQLText, file: String, parameters: RunParameters, named: [String: Value] = [:]
  ) throws -> ResultTable {
    var all = AllRows()
    try stream(query, file: file, parameters: parameters, named: named, to: &all)
    return all.table
  }

  /// The same, with the rows handed on as they are made: in constant memory, however many they are.
  package func stream(
    _ query: SQLText, file: String, parameters: RunParameters, named: [String: Value] = [:],
    to sink: inout some RowSink
  ) throws {
    try counted { bytes in
      let parsed = try session.compute.understand(query, file: file)
      try admit(parsed.inputs)
      let inputs = try parsed.inputs.map { try readable($0) }
      bytes = inputs.reduce(0) { $0 + $1.bytes }
      try session.compute.stream(
        Question(
          parsed: parsed, inputs: inputs, parameters: parameters,
          named: named.filter { query.text.contains("$" + $0.key) }), to: &sink)
    }
  }

  /// The tables a query reads.
  package func tables(of query: SQLText, file: String) throws -> Set<TableName> {
    Set(try session.compute.understand(query, file: file).inputs)
  }

  /// A table as it stands, or stood; throws where it was never built.
  func readable(_ table: TableName) throws -> InputState {
    if let past { return try readable(table, past) }
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
    return input
  }

  private func readable(_ table: TableName, _ past: PastTables) throws -> InputState {
    let input = try past.state(of: table, session)
    if case .absent = input.content, table.layer != .quarantine {
      throw LakeError(.tableMissing, "there was no \(table) yet")
    }
    return input
  }
}

/// Keeps every row of a result.
struct AllRows: RowSink {
  private var columns: [ResultColumn] = []
  private var rows: [[Value]] = []

  mutating func begin(_ columns: [ResultColumn]) { self.columns = columns }

  mutating func add(_ row: [Value]) -> Bool {
    rows.append(row)
    return true
  }

  var table: ResultTable { ResultTable(columns: columns, rows: rows) }
}
