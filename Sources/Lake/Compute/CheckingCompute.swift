import Ledger
import ModelSQL
import Project
import Words

/// A project, held against an engine without running anything of it.
package protocol CheckingCompute: AnyObject {
  /// The engine's parse of the whole project: lineage, order, and what is wrong with it.
  func analyze(_ project: ProjectDefinition) throws -> ProjectAnalysis

  /// Columns that models, queries, dashboards and rules name and that are not there, and rules that cannot be asked.
  func problems(_ check: ColumnsInQuestion) throws -> ColumnFindings
}

/// What names of columns are held against.
package struct ColumnsInQuestion {
  package let analysis: ProjectAnalysis
  /// The columns of each source, as far as can be known before its next load; a source that is not named here leaves what
  /// reads it unchecked.
  package let sources: [String: SourceColumns]
  /// Tables that are about to be written anew.
  package var refreshed: Set<TableName> = []
  /// Only what a run of these tables needs is checked, and of columns that an input does not have yet only what they name;
  /// nil: everything, also what is only looked at.
  package var building: Set<TableName>?

  package init(
    analysis: ProjectAnalysis, sources: [String: SourceColumns], refreshed: Set<TableName> = [],
    building: Set<TableName>? = nil
  ) {
    self.analysis = analysis
    self.sources = sources
    self.refreshed = refreshed
    self.building = building
  }

  package struct SourceColumns {
    package let names: [String]
    /// They are those of a file that is not loaded yet.
    package let isGuessed: Bool
    /// The files whose types count; none of formats that have no types.
    package let files: [ManifestRecord]

    package init(names: [String], isGuessed: Bool, files: [ManifestRecord]) {
      self.names = names
      self.isGuessed = isGuessed
      self.files = files
    }
  }
}

/// What is wrong, and what is wrong only as far as files tell that are not loaded yet, with its table: it may be the file
/// that is wrong, and that is no matter of other tables.
package struct ColumnFindings {
  package let problems: [Problem]
  package let doubtful: [(table: TableName, problem: Problem)]

  package init(problems: [Problem], doubtful: [(table: TableName, problem: Problem)] = []) {
    (self.problems, self.doubtful) = (problems, doubtful)
  }
}
