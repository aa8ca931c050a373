import Clocks
import Files
import Foundation
import Lake
import Ledger
import Project

/// What a source has waiting, without loading anything.
package struct SourceOutlook {
  let source: SourceDefinition
  let project: ProjectDefinition
  let journal: any RunLedger

  package init(source: SourceDefinition, project: ProjectDefinition, journal: any RunLedger) {
    self.source = source
    self.project = project
    self.journal = journal
  }

  private var manifest: SourceManifest {
    SourceManifest(workspace: Workspace(project: project, clock: journal.clock), source: source)
  }

  /// What the source's patterns find, held against what was loaded.
  package struct Waiting: Sendable {
    /// Files that were never loaded.
    package let files: [String]
    package var new: Int { files.count }
    /// Of those files.
    package let bytes: Int64
    /// A loaded file that is no longer as it was loaded, as far as its size tells: a run will refuse it.
    package let changed: String?
  }

  package func waiting() throws -> Waiting {
    let files = try source.incoming(projectFolder: project.folder).files
    let loaded = try manifest.known(files.map(\.name), journal)
    let withdrawn = WithdrawnFiles(try manifest.withdrawn(journal))
    let new = files.filter { file in
      loaded[ExactText(file.name)].map { $0.status == .lost } ?? !withdrawn.looksLike(file)
    }
    return Waiting(
      files: new.map(\.name), bytes: new.saturatingSum { $0.size },
      changed: files.first { file in loaded[ExactText(file.name)].map { $0.size != file.size } ?? false }?.name)
  }

  /// The file that a run for the day expects and does not find; nil when all is well. The day of a source's first load
  /// has no file of its own, however often its run is repeated.
  package func missingFile(for day: CalendarDay) throws -> String? {
    guard let path = source.expectedPath(for: day), !FileManager.default.fileExists(atPath: path),
      let first = try journal.manifests(of: source.name, limit: 1).first
    else { return nil }
    return try journal.execution(first.execution)?.runDate == day ? nil : path
  }
}
