import Engine
import JSON
import Lake
import ModelSQL
import Words

/// The rows of a build, as far as they are to be decided on, and what was written of the others.
struct StagedRows {
  let winners: Winners
  let written: SharedFiles?
}

/// The rows of a build, evaluated and told apart by key.
extension ModelEvaluation {
  /// The stage, with the keys that stand more than once found. Only where some do, and nothing declared tells which row of
  /// them is the newest, does it matter where each came from: the model is then evaluated once more, with its origin.
  func stagedRows() throws -> StagedRows {
    if let queries { return try sharedRows(queries) }
    return StagedRows(winners: try stagedWinners(), written: nil)
  }

  private func stagedWinners() throws -> Winners {
    let winners = try staged(try needsOrigin ? session.traced(work) ?? work.text : work.text)
    let isRepeated = try winners.findRepeated()
    let asks = isRepeated && winners.order.asksOrigin
    if asks || winners.order.ranksFiles { try session.createLoadOrder(try work.loadOrder()) }
    guard asks, winners.stage.origin == nil, let traced = try session.traced(work) else {
      return winners
    }
    try session.dropStage()
    let again = try staged(traced)
    _ = try again.findRepeated()
    return again
  }

  func staged(_ sql: String) throws -> Winners {
    let inputRows = work.inputs.map { narrowing.estimatedRows($0) }.max() ?? 0
    let stage = try Stage.create(session, model: work.model, sql: sql, inputRows: inputRows)
    return Winners(connection: session.connection, stage: stage, settings: settings)
  }

  /// The model rejects rows of Bronze, or takes in a change feed, without saying which records they were.
  var needsOrigin: Bool {
    get throws {
      guard work.inputs.contains(where: { $0.table.layer == .bronze }) else { return false }
      let names = Set(try session.outputColumns(work.text).map(\.name))
      return (names.contains("_reject") || changeRecords != nil) && !names.isSuperset(of: Stage.provenance)
    }
  }

  /// The records of a change feed that this build reads; nil where the model has no key that they could change.
  var changeRecords: ChangeRecords? {
    settings.uniqueKey.isEmpty ? nil : ChangeRecords(session: session, work: work, narrowing: narrowing)
  }

  /// Counted and told: which of such rows a table should keep is for its owner to say.
  func conflicts(_ winners: Winners) throws -> KeyConflicts {
    let conflicts = try winners.conflicts()
    if let warning = conflicts.warning(of: table.description, settings) {
      reporter.log(.warning, warning)
    }
    return conflicts
  }
}

extension DuckDBSession {
  /// The names and types of the columns a query gives.
  func outputColumns(_ sql: String) throws -> [(name: String, type: String)] {
    try connection.query("DESCRIBE SELECT * FROM (\(sql))").rows.map { ($0[0].displayText, $0[1].displayText) }
  }

  /// A model's query with the origin of each row beside its columns; nil where it cannot be followed, or where the engine
  /// would not take the query so for the same one.
  func traced(_ work: Evaluation) throws -> String? {
    let sql = work.text
    let known = Set(work.inputs.filter(\.knowsOrigin).map(\.table))
    let origin = RowOrigin(preferred: work.model.settings.newRowsFrom.first, isKnown: known.contains)
    let answer = try connection.query("SELECT json_serialize_sql(CAST($1 AS VARCHAR))", [.text(sql)])
    guard let text = answer.scalar?.textValue, let tree = try? JSONValue(parsing: text),  // too deep: no origin
      let traced = origin.traced(tree)
    else { return nil }
    do {
      let rewritten = try connection.query("SELECT json_deserialize_sql(CAST($1 AS JSON))", [.text(traced.text)])
      guard let query = rewritten.scalar?.textValue else { return nil }
      let columns = try outputColumns(query).filter { !RowOrigin.names.contains($0.name) }
      return try columns.elementsEqual(outputColumns(sql)) { $0 == $1 } ? query : nil
    } catch EngineError.query {
      return nil  // a query that takes no further columns, such as one that compares with all of them
    }
  }

  /// Forgets the rows of a model, and the keys found among them.
  func dropStage() throws {
    let kinds = try connection.query(
      "SELECT table_type FROM information_schema.tables WHERE table_catalog = 'temp' AND table_name = '\(Stage.name)'")
    for row in kinds.rows {
      let kind = row[0].displayText.contains("VIEW") ? "VIEW" : "TABLE"
      try connection.execute("DROP \(kind) temp.\(Stage.name)")
    }
  }
}

extension InputState {
  /// Its rows say in which file and record they came.
  var knowsOrigin: Bool {
    switch content {
    case .files: true
    case .delta(let snapshot): Stage.provenance.allSatisfy { snapshot.schema[$0] != nil }
    case .absent: false
    }
  }
}
