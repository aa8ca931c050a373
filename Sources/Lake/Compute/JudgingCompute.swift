import DataQuality
import DeltaLog
import Foundation
import Ledger
import Project
import Words

/// Rules and moments, asked of rows.
package protocol JudgingCompute: AnyObject {
  /// Holds rows against a ruleset. A rule that cannot be asked is a result of the report and no error.
  func judge(_ rows: RowSet, by judgement: Judgement) throws -> QualityReport

  /// The columns of the rows, and those rows that fail at least one rule together with the rules' texts.
  func failingRows(
    _ rows: RowSet, by judgement: Judgement, limit: Int
  ) throws -> (columns: [String], rows: [FailingRow])

  /// Holds a ruleset against data of nobody's project.
  func judge(_ check: DataCheck, by ruleset: Ruleset, now: Date) throws -> DataCheck.Outcome

  /// What a column tells of when things happened; nil where it has no value at all.
  func eventTimes(_ column: String, of rows: RowSet) throws -> EventTimes?
}

/// Rows an engine can be pointed at.
package enum RowSet {
  /// A version of a table, whoever wrote it.
  case version(Snapshot)
  /// Files of a table in its folder that no version names yet.
  case candidate(folder: String, schema: DeltaSchema, partitionColumns: [String], files: [AddFile])
  /// Loaded files of a source.
  case files(SourceDefinition, [ManifestRecord])
}

/// What a ruleset needs to know beside the rows.
package struct Judgement {
  package let ruleset: Ruleset
  /// Other tables that stand in the rules and are built.
  package let references: [InputState]
  /// The names of those that are not.
  package let unbuilt: Set<String>
  /// The files the rows come from, where a rule asks for them.
  package let files: [QualityFile]
  package let now: Date
  /// The values a rule had before, newest first, by the rule's text.
  package let history: @Sendable (_ rule: String) -> [Double]

  package init(
    ruleset: Ruleset, references: [InputState], unbuilt: Set<String>, files: [QualityFile], now: Date,
    history: @escaping @Sendable (_ rule: String) -> [Double]
  ) {
    self.ruleset = ruleset
    self.references = references
    self.unbuilt = unbuilt
    self.files = files
    self.now = now
    self.history = history
  }
}
