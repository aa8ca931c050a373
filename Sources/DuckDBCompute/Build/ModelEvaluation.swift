import Clocks
import DeltaLog
import Engine
import Foundation
import Lake
import ModelSQL
import Words

/// One build as DuckDB does it: views over the inputs, the model's rows in a stage, the newest of each key, and then files.
struct ModelEvaluation {
  let session: DuckDBSession
  let work: Evaluation
  let reporter: any StepReporter
  /// Who evaluates the query instead; nil: this engine.
  let queries: (any QueryCompute)?

  init(session: DuckDBSession, work: Evaluation, reporter: any StepReporter) {
    (self.session, self.work, self.reporter) = (session, work, reporter)
    queries = session.queries.flatMap { $0.evaluates(work.model, reading: work.bytesRead) ? $0 : nil }
  }

  var table: TableName { work.model.table }
  var settings: ModelSettings { work.model.settings }

  var narrowing: InputNarrowing {
    InputNarrowing(
      session: session, model: work.model, inputs: work.inputs, bookmark: work.position, reading: work.reading,
      described: queries == nil ? [] : Set(work.inputs.filter(isReadInPlace).map(\.table)))
  }

  func run() throws -> Evaluated {
    reporter.progress(0.05, "reads its inputs")
    try narrowing.createViews()
    defer {
      // Where that fails the session is of no use, which the next query says.
      try? narrowing.dropDescriptions()
    }
    let rows = try stagedRows()
    let winners = rows.winners
    let candidate = try candidate(rows)
    do {
      return Evaluated(
        candidate: candidate, rowsRead: try work.countedInput.map { try narrowing.rowCount(of: $0) },
        rejectReasons: { try winners.commonestRejects() })
    } catch {
      discard(candidate)
      throw error
    }
  }

  private func candidate(_ rows: StagedRows) throws -> Candidate {
    let (winners, stage) = (rows.winners, rows.winners.stage)
    let schema = try SchemaEvolution(table: table, base: work.rewrites ? nil : work.base).merged(stage.schema)
    let writer = ParquetWriter(
      connection: session.connection, tablePath: session.workspace.tablePath(table), schema: schema,
      partitionColumns: work.partitionColumns)
    var candidate = Candidate(schema: schema)
    do {
      reporter.progress(0.2, "finds the newest rows")
      (candidate.counts.rejected, candidate.counts.superseded) = try winners.create()
      candidate.conflicts = try conflicts(winners)
      try reporter.checkStopped()
      reporter.progress(0.5, "writes")
      try apply(stage, writer, winners, into: &candidate)
      try adopt(rows.written, writer, into: &candidate)
      candidate.counts.duplicates = candidate.counts.superseded
      try writeRejects(winners, stage, into: &candidate)
    } catch {
      discard(candidate)
      throw error
    }
    return candidate
  }

  private func apply(
    _ stage: Stage, _ writer: ParquetWriter, _ winners: Winners, into candidate: inout Candidate
  ) throws {
    // What a table that was removed had rejected and deleted goes with it.
    candidate.startsOver = work.base == nil
    let tombstones = Tombstones(session: session, table: table, stage: stage, settings: settings)
    if work.rewrites {
      try ReplaceWrite(writer: writer, tombstones: tombstones, base: work.base).run(into: &candidate)
    } else if case .touchedKeys(let column) = work.reading {
      try MatchedWrite(
        session: session, writer: writer, stage: stage, settings: settings, column: column, base: work.base
      ).run(into: &candidate)
    } else if settings.strategy == .merge {
      let known = try MergeWrite(
        connection: session.connection, writer: writer, winners: winners, tombstones: tombstones, base: work.base
      ).run(into: &candidate)
      return try countKeyChanges(winners, besides: known, into: &candidate)
    } else {
      try AppendWrite(writer: writer).run(into: &candidate)
    }
    try countKeyChanges(winners, besides: [], into: &candidate)
    if stage.canDelete {
      candidate.counts.deleted = try session.connection.count("SELECT count(*) FROM \(Winners.name) WHERE _deleted")
    }
  }

  private func adopt(_ written: SharedFiles?, _ writer: ParquetWriter, into candidate: inout Candidate) throws {
    guard let adds = try written?.adopt(by: writer) else { return }
    candidate.adds = adds + candidate.adds
    candidate.counts.inserted = candidate.counts.inserted.saturatingAdd(
      adds.saturatingSum { $0.stats?.numRecords ?? 0 })
  }

  /// - Parameter known: relations with keys that had a row before this build, or were deleted.
  private func countKeyChanges(_ winners: Winners, besides known: [String], into candidate: inout Candidate) throws {
    guard let records = changeRecords, let changes = try records.keyChanges(winners, known: known) else { return }
    candidate.keyChanges = changes
    if let warning = changes.warning(of: table.description, key: settings.uniqueKey) {
      reporter.log(.warning, warning)
    }
  }

  private func writeRejects(
    _ winners: Winners, _ stage: Stage, into candidate: inout Candidate
  ) throws {
    let raw = RawRecords(session: session, inputs: work.inputs, winners: winners)
    var select = Quarantine.select(
      winners.rejects, of: stage, raw: candidate.counts.rejected > 0 ? try raw.sql() : nil,
      execution: work.execution, at: work.now)
    if case .touchedKeys(let column) = work.reading, let kept = try quarantined(without: column, stage) {
      candidate.replacesQuarantine = true
      select = "\(kept) UNION ALL BY NAME \(select)"
    }
    candidate.quarantine = try ParquetWriter(
      connection: session.connection, tablePath: session.workspace.tablePath(table.quarantine),
      schema: Quarantine.schema, partitionColumns: []
    ).write(select)
  }

  /// Rows of touched keys were all read again, and those that are still bad are rejected again: the ones rejected before
  /// leave the quarantine. Nil where it holds none of them.
  private func quarantined(without column: String, _ stage: Stage) throws -> String? {
    guard let snapshot = try session.deltaTable(table.quarantine).snapshot(), !snapshot.files.isEmpty,
      let type = stage.schema[column]?.type
    else { return nil }
    try session.bring(snapshot.files, of: snapshot.table)
    let touched = Quarantine.touches(column, as: type, in: InputNarrowing.touchedTable)
    let rows = "(\(DeltaRelation(snapshot).sql)) q"
    guard try session.connection.count("SELECT count(*) FROM \(rows) SEMI \(touched)") > 0 else { return nil }
    return "SELECT q.* FROM \(rows) ANTI \(touched)"
  }

  private func discard(_ candidate: Candidate) { candidate.removeFiles(of: table, in: session.workspace) }
}

extension DuckDBSession {
  package func evaluate(_ work: Evaluation, _ reporter: any StepReporter) throws -> Evaluated {
    try ModelEvaluation(session: self, work: work, reporter: reporter).run()
  }
}
