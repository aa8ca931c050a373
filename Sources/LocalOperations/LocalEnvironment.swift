import Clocks
import Engine
import Foundation
import Journal
import Lake
import Operations
import Project
import Synchronization

/// One environment of one project on this machine, opened: its definitions, its journal, and an engine when one is needed.
package final class LocalEnvironment: Sendable {
  package let workspace: Workspace
  package let journal: Journal
  private let variables: [String: String]
  private let library = Mutex<EngineLibrary?>(nil)

  /// Reads the project and opens the journal. Throws `OpenFailure`.
  package init(
    folder: String, environment: String?, variables: [String: String], clock: any WallClock
  ) throws {
    let loading = ProjectDefinition.load(folder: folder, environment: environment, variables: variables)
    guard let project = loading.project else { throw OpenFailure.invalidProject(loading.problems) }
    workspace = Workspace(project: project, clock: clock)
    journal = try Journal(path: project.environment.journalPath, clock: clock)
    self.variables = variables
  }

  package var project: ProjectDefinition { workspace.project }
  package var clock: any WallClock { workspace.clock }

  /// The engine's library, loaded at the first call; throws `EngineError` where it is missing or damaged.
  package func engine() throws(EngineError) -> EngineLibrary {
    if let loaded = library.withLock({ $0 }) { return loaded }
    let loaded = try EngineLibrary.load(environment: variables)
    library.withLock { $0 = loaded }
    return loaded
  }

  /// Whether there is a library that can be loaded; throws `EngineError` where not. Loads nothing.
  package func findEngine() throws(EngineError) {
    _ = try EngineLibrary.find(in: EngineLocations(environment: variables))
  }

  /// An engine instance of its own over this environment's lake.
  package func session(
    extensions: [String] = [], alsoReading folders: [String] = []
  ) throws -> LakeSession {
    try LakeSession(
      workspace: workspace, journal: journal, library: try engine(), extensions: extensions, alsoReading: folders)
  }
}

/// Why a project cannot be opened.
package enum OpenFailure: Error, Sendable {
  case invalidProject([Problem])
}
