import Clocks
import Lake
import ModelSQL
import Project
import Words

extension LakeSession {
  /// Columns that models, queries, dashboards and rules name and that are not there, found without running anything: every
  /// table is put up empty, in the order of lineage, and the engine binds each query against it. A source whose columns
  /// nobody knows yet (not declared, never loaded, no file) leaves what reads it unchecked.
  package func checkColumns(_ analysis: ProjectAnalysis) throws -> [Problem] {
    let found = try compute.problems(try columnsInQuestion(analysis))
    return (found.problems + found.doubtful.map(\.problem)).sorted()
  }

  /// The part of `checkColumns` that a run needs: models and rules, not what is only looked at.
  ///
  /// - Parameters:
  ///   - tables: those the run builds. Of others it does not matter that an input lacks what its model has gained.
  ///   - isFullRefresh: the run writes them anew.
  package func checkTables(
    _ analysis: ProjectAnalysis, building tables: Set<TableName>, isFullRefresh: Bool
  ) throws -> ColumnFindings {
    var check = try columnsInQuestion(analysis)
    check.building = tables
    if isFullRefresh { check.refreshed = tables }
    return try compute.problems(check)
  }

  private func columnsInQuestion(_ analysis: ProjectAnalysis) throws -> ColumnsInQuestion {
    var sources: [String: ColumnsInQuestion.SourceColumns] = [:]
    for source in workspace.project.sources {
      let known = KnownColumns(session: self, source: source)
      let loaded = try known.loaded()
      guard let names = try loaded ?? known.delivered() else { continue }
      sources[source.name] = .init(
        names: names, isGuessed: loaded == nil,
        files: source.format == .parquet ? try loadedManifests(of: source.name) : [])
    }
    return ColumnsInQuestion(analysis: analysis, sources: sources)
  }
}
