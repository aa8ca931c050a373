import Lake
import Ledger

extension LakeSession {
  /// In loading order.
  package func loadedManifests(of source: String) throws -> [ManifestRecord] {
    guard let definition = workspace.project.source(source) else { return [] }
    return try SourceManifest(workspace: workspace, source: definition).records(journal).filter { $0.status == .loaded }
  }
}
