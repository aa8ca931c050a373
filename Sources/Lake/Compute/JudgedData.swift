import DataQuality
import Foundation
import Project
import Words

/// A file, or the folder of a Delta table, of nobody's project: read as a source would read it, for rules to judge.
///
/// Text files are scanned as `assay run` scans them: all values are texts, malformed records are no rows. Parquet and
/// Delta keep their types.
package struct JudgedData {
  /// As messages name it.
  package let name: String
  /// Absolute, links resolved.
  package let path: String
  package let format: DataFormat
  /// How a text file is written.
  package let source: SourceDefinition

  package init(name: String, path: String, format: DataFormat, source: SourceDefinition) {
    (self.name, self.path, self.format, self.source) = (name, path, format, source)
  }

  /// What the engine itself must be able to open: nothing of a text file, which our scanner reads.
  package var reach: (folders: [String], files: [String]) {
    switch format {
    case .csv, .jsonl: ([], [])
    case .parquet: ([], [path])
    case .delta: ([path], [])
    }
  }
}

/// A ruleset held against data of nobody's project.
package struct DataCheck {
  package let data: JudgedData
  /// By the alias rules use: `ref`, or a table's name with its layer, `silver.orders`.
  package let references: [String: JudgedData]

  package init(data: JudgedData, references: [String: JudgedData] = [:]) {
    (self.data, self.references) = (data, references)
  }

  /// What the engine of the session must be able to open.
  package var reach: (folders: [String], files: [String]) {
    let all = ([data] + references.values).map(\.reach)
    return (all.flatMap(\.folders), all.flatMap(\.files))
  }

  package struct Outcome {
    package let report: QualityReport
    /// Records of the data that are no rows.
    package let malformed: Int64

    package init(report: QualityReport, malformed: Int64) {
      self.report = report
      self.malformed = malformed
    }
  }

  package func run(_ ruleset: Ruleset, session: LakeSession, now: Date) throws -> Outcome {
    try session.compute.judge(self, by: ruleset, now: now)
  }
}
