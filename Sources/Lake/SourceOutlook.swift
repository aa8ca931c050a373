import Foundation
import Journal
import Project

/// What a source has waiting, without loading anything.
package struct SourceOutlook {
  let source: SourceDefinition
  let project: ProjectDefinition
  let journal: Journal

  package init(source: SourceDefinition, project: ProjectDefinition, journal: Journal) {
    self.source = source
    self.project = project
    self.journal = journal
  }

  /// Files that the patterns find and that were never loaded.
  package func newFiles() throws -> Int {
    let files = try source.incomingFiles(projectFolder: project.folder)
    let loaded = try journal.loadedManifests(source: source.name, names: files.map(\.name))
    return files.count { loaded[$0.name] == nil }
  }
}
