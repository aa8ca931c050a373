import Clocks
import Deliveries
import DeltaLog
import Engine
import JSON
import Lake
import Ledger
import ModelSQL
import Words

/// Makes the views a model reads, narrowed as the build needs them.
struct InputNarrowing {
  static let touchedTable = "assay_touched_keys"

  let session: DuckDBSession
  let model: Model
  let inputs: [InputState]
  let bookmark: JSONObject
  let reading: InputReading
  /// Whose rows are read elsewhere, where they lie: their views have columns and no rows.
  var described: Set<TableName> = []

  func createViews() throws {
    if case .touchedKeys(let column) = reading { try createTouchedKeys(column) }
    for input in inputs {
      if described.contains(input.table), case .delta(let snapshot) = input.content {
        try session.createDescription(of: snapshot, as: input.table)
        continue
      }
      guard model.settings.newRowsFrom.contains(input.table), !input.isAbsent else {
        try session.createWholeView(input)
        continue
      }
      switch reading {
      case .whole: try session.createWholeView(input)
      case .newRows: try createNewRowsView(input)
      case .touchedKeys(let column): try createTouchedView(input, column)
      }
    }
  }

  /// Views without rows would give wrong answers to whoever takes them for the tables.
  func dropDescriptions() throws {
    for table in described { try session.connection.execute("DROP VIEW IF EXISTS \(table.sql)") }
  }

  /// Rows the narrowed view of an input holds.
  func rowCount(of table: TableName) throws -> Int64 {
    if described.contains(table), let input = inputs.first(where: { $0.table == table }),
      case .delta(let snapshot) = input.content
    {
      return try snapshot.rowCount
        ?? session.connection.count("SELECT count(*) FROM (\(session.relation(of: snapshot).sql))")
    }
    if reading == .whole, let input = inputs.first(where: { $0.table == table }) { return input.rowCount }
    if reading == .newRows, let input = inputs.first(where: { $0.table == table }), case .files = input.content {
      return newFiles(input).saturatingSum { $0.records.saturatingSubtract($0.rejected) }
    }
    return try session.connection.count("SELECT count(*) FROM \(table.sql)")
  }

  /// Rows a build will read of an input at the most, without asking the engine.
  func estimatedRows(_ input: InputState) -> Int64 {
    guard reading != .whole, model.settings.newRowsFrom.contains(input.table), case .files = input.content else {
      return reading == .whole ? input.rowCount : 0
    }
    return newFiles(input).saturatingSum { $0.records.saturatingSubtract($0.rejected) }
  }

  // MARK: New rows

  func newFiles(_ input: InputState) -> [ManifestRecord] {
    input.files(since: InputPosition(bookmark[input.table.description]))
  }

  private func createNewRowsView(_ input: InputState) throws {
    if case .files = input.content {
      try session.createBronzeView(input.table, manifests: newFiles(input), known: input)
    } else {
      let changes = try changes(input) ?? emptyChanges(input)
      try session.createView(input.table, "SELECT * EXCLUDE (_change) FROM (\(changes)) WHERE _change = 'after'")
    }
  }

  /// The changed rows of an input since the bookmark, with `_change`; nil when there are none.
  private func changes(_ input: InputState) throws -> String? {
    guard case .delta(let snapshot) = input.content else {
      throw LakeError(.tableMissing, "\(input.table) was never built")
    }
    let from = bookmark[input.table.description]?["version"]?.intValue ?? -1
    guard from >= 0 else { return "SELECT *, 'after' AS _change FROM (\(try session.relation(of: snapshot).sql))" }
    return try ChangeFeed(session: session, table: session.deltaTable(input.table), from: from, to: snapshot).sql()
  }

  private func emptyChanges(_ input: InputState) -> String {
    guard case .delta(let snapshot) = input.content else { return "" }
    return "SELECT *, 'after' AS _change FROM (\(DeltaRelation(snapshot, files: []).sql))"
  }

  // MARK: Touched keys

  private func createTouchedKeys(_ column: String) throws {
    let name = SQLQuote.name(column)
    var parts: [String] = []
    for input in inputs where model.settings.newRowsFrom.contains(input.table) && !input.isAbsent {
      guard try hasColumn(column, input) else { continue }
      if case .files = input.content {
        let view = "assay_new_" + input.table.name
        try session.createBronzeView(
          TableName(.bronze, view), manifests: newFiles(input), known: input)
        parts.append("SELECT \(name) FROM bronze.\(SQLQuote.name(view))")
      } else if let changes = try changes(input) {
        parts.append("SELECT \(name) FROM (\(changes))")
      }
    }
    guard let first = try firstType(column) else {
      throw LakeError(
        .modelWrong,
        "\(model.table): touched rows are found by “\(column)” (matched_by, else partition_by), which no table under new_rows_from has"
      )
    }
    let rows =
      parts.isEmpty ? "SELECT CAST(NULL AS \(first)) AS \(name) WHERE false" : parts.joined(separator: " UNION ALL ")
    try session.connection.execute(
      "CREATE OR REPLACE TEMP TABLE \(Self.touchedTable) AS SELECT DISTINCT \(name) FROM (\(rows))")
  }

  private func firstType(_ column: String) throws -> String? {
    for input in inputs where model.settings.newRowsFrom.contains(input.table) {
      if case .delta(let snapshot) = input.content,
        let field = snapshot.schema.fields.first(where: { $0.name == column })
      {
        return EngineTypes.modelType(field.type)
      }
      if case .files = input.content, try hasColumn(column, input) { return "VARCHAR" }
    }
    return nil
  }

  private func hasColumn(_ column: String, _ input: InputState) throws -> Bool {
    switch input.content {
    case .delta(let snapshot): snapshot.schema.fields.contains { $0.name == column }
    case .files(let manifests):
      session.source(input.table).map { source in
        let names = ColumnNames(source)
        return DistinctColumns(manifests).lists.joined().contains { names.key($0) == ColumnNames.folded(column) }
      } ?? false
    case .absent: throw LakeError(.tableMissing, "\(input.table) was never built")
    }
  }

  private func createTouchedView(_ input: InputState, _ column: String) throws {
    guard try hasColumn(column, input) else { return try session.createWholeView(input) }
    let name = SQLQuote.name(column)
    let whole: String
    if case .delta(let snapshot) = input.content {
      let files = try FilePruning(
        session: session, snapshot: snapshot, keys: Self.touchedTable, columns: [column]
      ).candidates()
      whole = try session.relation(of: snapshot, files: files).sql
    } else {
      let view = TableName(.bronze, "assay_whole_" + input.table.name)
      guard case .files(let manifests) = input.content else { return }
      try session.createBronzeView(view, manifests: manifests, known: input)
      whole = "SELECT * FROM \(view.sql)"
    }
    try session.createView(
      input.table,
      "SELECT r.* FROM (\(whole)) r SEMI JOIN \(Self.touchedTable) k ON r.\(name) IS NOT DISTINCT FROM k.\(name)")
  }
}

extension Connection {
  /// The one whole number a query gives.
  func count(_ sql: String) throws -> Int64 {
    if case .int(let value) = try query(sql).rows[0][0] { return value }
    return 0
  }
}
