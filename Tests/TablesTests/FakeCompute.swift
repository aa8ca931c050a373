import Clocks
import DataQuality
import DeltaLog
import Foundation
import JSON
import Ledger
import ModelSQL
import Project
import Rows
import Storage
import Words

@testable import Lake

/// An engine that computes nothing: it gives what a test tells it to, and remembers what it was asked. What decides about
/// tables is tried on it without DuckDB.
final class FakeCompute: Compute {
  /// Asked for something that no decision about tables needs.
  struct NotAsked: Error {}

  let workspace: Workspace
  /// What the model is in this engine's words; another text is another model.
  var text = "one"
  /// What the next evaluations come to, instead of one file with all the rows there are to read.
  var counts: (RowCounts) -> RowCounts = { $0 }
  /// Done in the middle of an evaluation, with its number from 1.
  var meanwhile: (Int) throws -> Void = { _ in }
  var results: [RuleResult] = []
  private(set) var evaluations: [Evaluation] = []
  private(set) var forgotten = 0
  private(set) var judged: [RowSet] = []

  init(_ workspace: Workspace) { self.workspace = workspace }

  var checkpoints: any CheckpointFormat { Lines(store: workspace.store) }
  var interruption: @Sendable () -> Void { {} }

  func prepare(_ model: Model, _ parameters: RunParameters) -> PreparedModel {
    PreparedModel(inputs: model.settings.newRowsFrom, text: text)
  }

  func evaluate(_ work: Evaluation, _ reporter: any StepReporter) throws -> Evaluated {
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

  func forgetEvaluation() { forgotten += 1 }

  func judge(_ rows: RowSet, by judgement: Judgement) -> QualityReport {
    judged.append(rows)
    return QualityReport(results: results)
  }

  func eventTimes(_ column: String, of rows: RowSet) -> EventTimes? { nil }
}

extension InputState {
  fileprivate func rows(since work: Evaluation) -> Int64 {
    guard work.reading != .whole else { return rowCount }
    return files(since: InputPosition(work.position[table.description])).reduce(0) { $0 + $1.records }
  }
}

extension FakeCompute {
  func failingRows(
    _ rows: RowSet, by judgement: Judgement, limit: Int
  ) throws -> (columns: [String], rows: [FailingRow]) { throw NotAsked() }

  func judge(_ check: DataCheck, by ruleset: Ruleset, now: Date) throws -> DataCheck.Outcome { throw NotAsked() }

  func inspectParquet(
    _ path: String, named name: String, accepting accept: ([String]) throws -> Void
  ) throws -> ParquetContents { throw NotAsked() }

  func parquetTypes(_ path: String) throws -> [String: String] { throw NotAsked() }

  func bronzeColumns(
    _ source: SourceDefinition, _ columns: [String], of files: [ManifestRecord]
  ) -> [DeltaField] { columns.map { DeltaField(name: $0, type: .string) } }

  func keptSchema(
    _ source: SourceDefinition, adding file: ManifestRecord, to known: [DeltaField]
  ) throws -> DeltaSchema { throw NotAsked() }

  func writeKept(
    _ source: SourceDefinition, _ file: ManifestRecord, typedBy files: [ManifestRecord], schema: DeltaSchema,
    into folder: String
  ) throws -> [AddFile] { throw NotAsked() }

  func writeFaults(
    _ faults: FaultRows, ofFile name: String, execution: ExecutionID, at moment: Date, into folder: String
  ) throws -> [AddFile] { throw NotAsked() }

  func understand(_ query: SQLText, file: String) throws -> ParsedModel { throw NotAsked() }
  func stream(_ question: Question, to sink: inout some RowSink) throws { throw NotAsked() }
  func stream(_ snapshot: Snapshot, limit: Int?, to sink: inout some RowSink) throws { throw NotAsked() }
  func newestRejects(_ snapshot: Snapshot, limit: Int) throws -> ResultTable { throw NotAsked() }

  func extents(of columns: Set<String>, in input: InputState, until today: CalendarDay) throws -> [DayExtent] {
    throw NotAsked()
  }

  func carryOut(_ work: Warehouse.Work) throws -> Warehouse.Outcome { throw NotAsked() }

  func ask(_ statement: String, of warehouse: Warehouse) throws -> ResultTable { throw NotAsked() }
  func tables(of warehouse: Warehouse) throws -> ResultTable { throw NotAsked() }

  func foldersOutside(of snapshot: Snapshot) -> [String] { [] }
  func analyze(_ project: ProjectDefinition) throws -> ProjectAnalysis { throw NotAsked() }
  func problems(_ check: ColumnsInQuestion) throws -> ColumnFindings { throw NotAsked() }

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
