import Clocks
import Foundation
import ModelSQL
import Project

/// One environment of one project, as folders: where its tables, its journal and its locks are.
package struct Workspace: Sendable {
  package let project: ProjectDefinition
  package let clock: any WallClock
  let checkpointMemory = CheckpointMemory()

  package init(project: ProjectDefinition, clock: any WallClock) {
    self.project = project
    self.clock = clock
  }

  package var environment: EnvironmentSettings { project.environment }
  package var lakePath: String { environment.lake }
  package var statePath: String { environment.stateFolder }
  package var spillPath: String { statePath + "/spill" }

  /// The Delta table's folder, `lake/dev/silver/orders`.
  package func tablePath(_ table: TableName) -> String { "\(lakePath)/\(table.layer.rawValue)/\(table.name)" }

  /// Where a source's original bytes are kept. The underscore keeps other programs' vacuum away.
  package func filesPath(_ source: SourceDefinition) -> String { tablePath(source.table) + "/_files" }

  /// Where a source's files wait until they are whole.
  func pendingPath(_ source: SourceDefinition) -> String { filesPath(source) + "/.pending" }

  /// Keys that a merge deleted, so that an older row which arrives later does not bring them back.
  package func tombstonesPath(of table: TableName) -> String {
    "\(lakePath)/_deleted/\(table.layer.rawValue)_\(table.name)"
  }

  func makeFolder(_ path: String) throws(LakeError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw LakeError.notMade(folder: path, error)
    }
  }
}
