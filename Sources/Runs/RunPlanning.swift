import Lake
import ModelSQL
import Project

/// What a run and the plan before it decide in the same way: whether the project can run, and its steps.
package struct RunPlanning {
  let session: LakeSession
  package let analysis: ProjectAnalysis

  /// - Throws: `RunError` `ProjectInvalid` with every error of models and rules.
  package init(session: LakeSession) throws {
    self.session = session
    analysis = try session.analyze()
    // A broken tile or saved query is no reason to leave the tables old.
    let models = Set(session.workspace.project.models.map(\.path))
    var errors = analysis.problems.filter { $0.severity == .error && models.contains($0.file) }
    if errors.isEmpty { errors = try session.checkTables(analysis).filter { $0.severity == .error } }
    guard errors.isEmpty else {
      throw RunError("ProjectInvalid", errors.map(\.description).joined(separator: "\n"))
    }
  }

  package func steps(of input: RunInput) throws -> [RunStep] {
    try RunSteps.plan(input, project: session.workspace.project, analysis: analysis)
  }
}
