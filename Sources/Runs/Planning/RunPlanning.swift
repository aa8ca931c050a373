import Lake
import ModelSQL
import Project
import Words

/// What a run and the plan before it decide in the same way: whether the project can run, and its tasks.
package struct RunPlanning {
  let session: LakeSession
  package let analysis: ProjectAnalysis

  package let graph: RunGraph

  /// - Throws: `RunError` `ProjectInvalid` with every error of models and rules.
  package init(session: LakeSession, input: RunInput) throws {
    self.session = session
    analysis = try session.analyze()
    // A broken tile or saved query is no reason to leave the tables old.
    let models = Set(session.workspace.project.models.map(\.path))
    var errors = analysis.problems.filter { $0.severity == .error && models.contains($0.file) }
    // Without an order there are no tasks, and errors that say why.
    graph =
      try errors.isEmpty ? RunGraph(input, project: session.workspace.project, analysis: analysis) : RunGraph()
    if errors.isEmpty {
      let found = try session.checkTables(
        analysis, building: Set(graph.tasks.map(\.table)), isFullRefresh: input.fullRefresh)
      errors = found.problems.filter { $0.severity == .error && $0.file != ProjectDefinition.fileName }
      // A first file with a wrong header costs what is made from it. Where that is all there is, nothing needs to run.
      if Self.areAll(graph.tasks, madeFrom: Set(found.doubtful.map(\.table)), analysis) {
        errors += found.doubtful.map(\.problem)
      }
    }
    guard errors.isEmpty else {
      throw RunError(.projectInvalid, errors.map(\.description).joined(separator: "\n"))
    }
  }

  private static func areAll(
    _ tasks: [RunTask], madeFrom tables: Set<TableName>, _ analysis: ProjectAnalysis
  ) -> Bool {
    guard !tables.isEmpty else { return false }
    let affected = Lineage.downstream(of: tables, analysis.inputs).union(tables)
    return tasks.filter { $0.kind == .build }.allSatisfy { affected.contains($0.table) }
  }
}
