import Lake
import Project
import Words

extension PathStamps {
  /// What tells that folders of a lake on this machine were changed, moved or removed, also by others than assay, who tell
  /// no journal of it.
  ///
  /// A lake in a bucket has no such sign: what happens to its objects is seen when they are read.
  init(of local: LocalEnvironment) {
    let workspace = local.workspace
    self.init(
      workspace.isInBucket ? [] : local.project.tables.flatMap { Self.folders(workspace.tablePath($0), $0.layer) })
  }

  private static func folders(_ path: String, _ layer: Layer) -> [String] {
    [path, path + (layer == .bronze ? "/_files" : "/_delta_log")]
  }
}
