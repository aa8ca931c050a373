import Foundation
import Lake
import Words

/// What tells that folders of a lake on this machine were changed, moved or removed, also by others than assay, who tell no
/// journal of it. Costs two looks at folders a table, and reads none of them.
///
/// A lake in a bucket has no such sign: what happens to its objects is seen when they are read.
struct LakeStamp: Hashable {
  private let facts: [Int64]

  init(_ workspace: Workspace, tables: [TableName]) {
    let folders = workspace.isInBucket ? [] : tables.flatMap { Self.folders(of: workspace.tablePath($0), $0.layer) }
    facts = folders.flatMap(Self.facts)
  }

  private static func folders(of path: String, _ layer: Layer) -> [String] {
    [path, path + (layer == .bronze ? "/_files" : "/_delta_log")]
  }

  private static func facts(_ path: String) -> [Int64] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [-1] }
    return [
      Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
    ]
  }
}
