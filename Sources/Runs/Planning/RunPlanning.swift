import Lake
import ModelSQL
import Project

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
      errors = try session.checkTables(
        analysis, building: Set(graph.tasks.map(\.table)), isFullRefresh: input.fullRefresh
      ).filter { $0.severity == .error && $0.file != ProjectDefinition.fileName }
    }
    guard errors.isEmpty else {
      throw RunError(.projectInvalid, errors.map(\.description).joined(separator: "\n"))
    }
  }
}
