import Clocks
import DataQuality
import DeltaLog
import Foundation
import JSON
import Lake
import Ledger
import ModelSQL
import Project
import Rows
import Storage
import Words

/// An engine that computes nothing: it gives what a test tells it to, and remembers what it was asked. What decides about
/// deliveries, tables and runs is tried on it without DuckDB.
package final class FakeCompute: Compute {
  package static let engineName = "no engine"

  /// Asked for something that no decision needs.
  package struct NotAsked: Error {
    package init() {}
  }

  package let workspace: Workspace
  /// What the model is in this engine's words; another text is another model.
  package var text = "one"
  /// What the next evaluations come to, instead of one file with all the rows there are to read.
  package var counts: (RowCounts) -> RowCounts = { $0 }
  /// Done in the middle of an evaluation, with its number from 1.
  package var meanwhile: (Int) throws -> Void = { _ in }
  package var results: [RuleResult] = []
  /// What Parquet files turn out to hold, by their names.
  package var parquet: [String: ParquetContents] = [:]
  /// Thrown where rows are to be written, as by a full disk.
  package var trouble: (any Error)?
  package private(set) var evaluations: [Evaluation] = []
  package private(set) var forgotten = 0
  package private(set) var judged: [RowSet] = []
  private var written = 0

  package init(_ workspace: Workspace) { self.workspace = workspace }

  package var checkpoints: any CheckpointFormat { Lines(store: workspace.store) }
  package var interruption: @Sendable () -> Void { {} }

  package func prepare(_ model: Model, _ parameters: RunParameters) -> PreparedModel {
    PreparedModel(inputs: model.settings.newRowsFrom, text: text)
  }

  package func evaluate(_ work: Evaluation, _ reporter: any StepReporter) throws -> Evaluated {
    evaluations.append(work)
    let folder = workspace.tablePath(work.model.table)
    let rows = work.inputs.map { $0.rows(since: work) }.reduce(0, +)
    let name = "part-\(evaluations.count).parquet"
    try workspace.store.put(Array("rows".utf8), at: folder + "/" + name)
    var candidate = Candidate(schema: DeltaSchema(fields: [DeltaField(name: "id", type: .long)]))
    candidate.adds = [
      AddFile(path: name, size: 4, modificationTime: 1, stats: FileStatistics(numRecords: rows))
    ]
    candidate.removes = work.rewrites ? work.base?.files ?? [] : []
    candidate.changes = work.rewrites && work.base != nil ? .rewritten : .added
    candidate.startsOver = work.base == nil
    candidate.counts.inserted = rows
    candidate.counts = counts(candidate.counts)
    try meanwhile(evaluations.count)
    return Evaluated(candidate: candidate, rowsRead: work.countedInput.map { _ in rows }) { ["“no id” 1 times"] }
  }

  package func forgetEvaluation() { forgotten += 1 }

  package func judge(_ rows: RowSet, by judgement: Judgement) -> QualityReport {
    judged.append(rows)
    return QualityReport(results: results)
  }

  package func eventTimes(_ column: String, of rows: RowSet) -> EventTimes? { nil }
}

extension InputState {
  fileprivate func rows(since work: Evaluation) -> Int64 {
    guard work.reading != .whole else { return rowCount }
    return files(since: InputPosition(work.position[table.description])).reduce(0) { $0 + $1.records }
  }
}

extension FakeCompute {
  package func failingRows(
    _ rows: RowSet, by judgement: Judgement, limit: Int
  ) throws -> (columns: [String], rows: [FailingRow]) { throw NotAsked() }

  package func judge(_ check: DataCheck, by ruleset: Ruleset, now: Date) throws -> DataCheck.Outcome {
    throw NotAsked()
  }

  package func inspectParquet(
    _ path: String, named name: String, accepting accept: ([String]) throws -> Void
  ) throws -> ParquetContents {
    guard let contents = parquet[name] else { throw LakeError(.fileUnreadable, "\(name) is no Parquet file") }
    try accept(contents.columns)
    return contents
  }

  package func parquetTypes(_ path: String) throws -> [String: String] {
    parquet.first { path.hasSuffix($0.key) }?.value.types ?? [:]
  }

  package func bronzeColumns(
    _ source: SourceDefinition, _ columns: [String], of files: [ManifestRecord]
  ) -> [DeltaField] { columns.map { DeltaField(name: $0, type: .string) } }

  package func keptSchema(
    _ source: SourceDefinition, adding file: ManifestRecord, to known: [DeltaField]
  ) -> DeltaSchema {
    let names = known.map(\.name)
    let new = file.columns.filter { !names.contains($0) }.map { DeltaField(name: $0, type: .string) }
    return DeltaSchema(fields: known + new)
  }

  package func writeKept(
    _ source: SourceDefinition, _ file: ManifestRecord, typedBy files: [ManifestRecord], schema: DeltaSchema,
    into folder: String
  ) throws -> [AddFile] { try [rows(file.records - file.rejected, in: folder)] }

  package func writeFaults(
    _ faults: FaultRows, ofFile name: String, execution: ExecutionID, at moment: Date, into folder: String
  ) throws -> [AddFile] {
    var count: Int64 = 0
    for block in faults.blocks {
      var reader = faults.reader(block)
      while reader.next() != nil { count += 1 }
    }
    return try [rows(count, in: folder)]
  }

  /// A file of so many rows, whatever they are.
  private func rows(_ count: Int64, in folder: String) throws -> AddFile {
    if let trouble { throw trouble }
    written += 1
    let name = "rows-\(written).parquet"
    try workspace.store.put(Array("rows".utf8), at: folder + "/" + name)
    return AddFile(path: name, size: 4, modificationTime: 1, stats: FileStatistics(numRecords: count))
  }

  package func understand(_ query: SQLText, file: String) throws -> ParsedModel { throw NotAsked() }
  package func stream(_ question: Question, to sink: inout some RowSink) throws { throw NotAsked() }
  package func stream(_ snapshot: Snapshot, limit: Int?, to sink: inout some RowSink) throws { throw NotAsked() }
  package func newestRejects(_ snapshot: Snapshot, limit: Int) throws -> ResultTable { throw NotAsked() }

  package func extents(of columns: Set<String>, in input: InputState, until today: CalendarDay) throws -> [DayExtent] {
    throw NotAsked()
  }

  package func carryOut(_ work: Warehouse.Work) throws -> Warehouse.Outcome { throw NotAsked() }

  package func ask(_ statement: String, of warehouse: Warehouse) throws -> ResultTable { throw NotAsked() }
  package func tables(of warehouse: Warehouse) throws -> ResultTable { throw NotAsked() }

  package func foldersOutside(of snapshot: Snapshot) -> [String] { [] }

  /// A model reads what its header says under `new_rows_from`.
  package func analyze(_ project: ProjectDefinition) throws -> ProjectAnalysis {
    let inputs = Dictionary(uniqueKeysWithValues: project.models.map { ($0.table, $0.settings.newRowsFrom) })
    return ProjectAnalysis(models: [:], inputs: inputs, order: try Lineage.order(inputs))
  }

  package func problems(_ check: ColumnsInQuestion) throws -> ColumnFindings { ColumnFindings(problems: []) }

  /// Checkpoints as JSON lines.
  private struct Lines: CheckpointFormat {
    let store: any ObjectStore

    func read(path: String) throws -> [JSONValue] {
      try String(decoding: try store.read(path), as: UTF8.self).split(separator: "\n").map {
        try JSONValue(parsing: String($0))
      }
    }

    func write(actions: [JSONValue], path: String) throws {
      try store.put(Array((actions.map(\.text).joined(separator: "\n") + "\n").utf8), at: path)
    }
  }
}
