import Files
import Foundation
import Project
import Runs
import StatesLanguage
import Words

/// The state machines of a project.
enum WorkflowFolder {
  static let name = "workflows"
  static let suffix = ".asl.json"
}

extension LocalChecks {
  /// The problems of every machine of the project, and of its procedures.
  func workflowProblems() throws -> [Problem] {
    // What tasks are held against; nil where it cannot be read, which is a problem of its own.
    let check = loading.project.map(WorkflowCheck.init)
    let procedures = check?.procedureProblems() ?? []
    let workflows = folder + "/" + WorkflowFolder.name
    guard FileKind.at(RawPath(workflows)) == .folder else { return procedures }
    let names = try FileManager.default.contentsOfDirectory(atPath: workflows)
      .filter { $0.hasSuffix(WorkflowFolder.suffix) }
    return try names.sorted().flatMap { name in
      let text = try TextFile.text(of: workflows + "/" + name)
      let found = MachineValidator.problems(in: text, runsHere: true) + (check?.missing(in: text) ?? [])
      return found.map { $0.problem(in: WorkflowFolder.name + "/" + name) }
    } + procedures
  }
}
