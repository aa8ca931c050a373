import Clocks
import Foundation
import Journal
import Ledger
import Operations
import Project

/// Whether a project can be worked with.
struct ProjectExamination {
  let checks: LocalChecks

  func findings() -> [Finding] {
    let (folder, loading) = (checks.folder, checks.loading)
    guard let project = loading.project else {
      let errors = loading.problems.count { $0.severity == .error }
      return [
        Finding(
          "project", .missing, "\(folder) has \(errors) error\(errors == 1 ? "" : "s")",
          remedy: "assay validate \(folder)")
      ]
    }
    let identity = "\(project.name), environment \(project.environment.name), \(folder)"
    let found = [Finding("project", .ok, identity), journal(project)] + folders(project) + secrets(project)
    let remote = RemoteExamination(project: project, variables: checks.variables, clock: checks.clock)
    let lake = remote.lake()
    let isReached = !lake.contains { $0.state == .missing }
    return found + lake + remote.job() + remote.findings()
      + (isReached && isBuilt(project) ? LakeExamination(checks: checks).findings() : [])
  }

  private func isBuilt(_ project: ProjectDefinition) -> Bool {
    let paths = [project.environment.journalPath, project.environment.lake]
    return paths.contains { FileManager.default.fileExists(atPath: $0) }
  }

  /// Opened for reading only: looking must not make one.
  private func journal(_ project: ProjectDefinition) -> Finding {
    let path = project.environment.journalPath
    guard FileManager.default.fileExists(atPath: path) else {
      return Finding("journal", .ok, "none yet; the first run makes it")
    }
    do {
      let journal = try Journal(lookingAt: path, clock: checks.clock)
      let running = try journal.executions(.init(status: .running), limit: 100).count
      return Finding("journal", .ok, "\(path), \(running == 0 ? "nothing runs" : "\(running) running")")
    } catch {
      return Finding("journal", .missing, error.description)
    }
  }

  private func folders(_ project: ProjectDefinition) -> [Finding] {
    let isFar = project.environment.bucket != nil
    return [(isFar ? "copies" : "lake", project.environment.lake), ("state", project.environment.stateFolder)].flatMap {
      name, path in
      let place = StoragePlace(path)
      return [place.access(name)] + (name == "state" ? [] : [place.space])
    }
  }

  /// The secrets that its SQL asks for must be there and private.
  private func secrets(_ project: ProjectDefinition) -> [Finding] {
    let store = SecretStore(projectFolder: project.folder, variables: checks.variables)
    return SecretUse.names(in: project, checks.variables).map { name in
      do {
        _ = try store.value(name)
        return Finding("secret \(name)", .ok, "there and private")
      } catch {
        return Finding("secret \(name)", .missing, "\(error)")
      }
    }
  }
}
