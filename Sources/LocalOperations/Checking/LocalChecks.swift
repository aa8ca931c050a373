import Clocks
import Foundation
import Operations
import Project
import Words

/// The checks of a project in a folder of this machine, which need no environment that opens.
package struct LocalChecks: ProjectChecking {
  let folder: String
  let environment: String?
  let variables: [String: String]
  let clock: any WallClock

  /// - Parameter folder: absolute.
  package init(folder: String, environment: String?, variables: [String: String], clock: any WallClock) {
    (self.folder, self.environment, self.variables, self.clock) = (folder, environment, variables, clock)
  }

  package func problems(asOf: Date?) throws -> [Problem] {
    try refusePast(asOf)
    guard ProjectDefinition.isIn(folder) else {
      throw OperationsError.invalid("there is no project.yml in \(folder); 'assay init \(folder)' makes a project")
    }
    return try OperationsError.answered { try Set(checked() + workflowProblems()).sorted() }
  }

  package func findings(asOf: Date?) throws -> [Finding] {
    try refusePast(asOf)
    return ProjectExamination(checks: self).findings()
  }

  /// What can be read of the project without an engine.
  var loading: ProjectDefinition.Loading {
    ProjectDefinition.load(folder: folder, environment: environment, variables: variables)
  }

  private func refusePast(_ asOf: Date?) throws(OperationsError) {
    guard let asOf, asOf < clock.now() else { return }
    throw .notAvailable(asOf: asOf, "files and the machine are looked at as they are")
  }
}

extension LocalOperations: ProjectChecking {
  private var checks: LocalChecks {
    LocalChecks(
      folder: project.folder, environment: project.environment.name, variables: local.variables, clock: local.clock)
  }

  package func problems(asOf: Date?) throws -> [Problem] { try checks.problems(asOf: asOf) }
  package func findings(asOf: Date?) throws -> [Finding] { try checks.findings(asOf: asOf) }
}
