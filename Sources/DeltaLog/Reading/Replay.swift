import Foundation
import JSON

/// The state of a table while its log is read from the oldest action to the newest.
struct Replay {
  private var protocolVersion: ProtocolVersion?
  private var metadata: MetadataAction?
  private var transactions: [String: Int64] = [:]
  private var live: [FileKey: AddFile] = [:]
  private var tombstones: [FileKey: RemovedFile] = [:]

  /// A data file may be removed with one deletion vector and added with the next: they are two (PROTOCOL.md, "Action
  /// Reconciliation").
  private struct FileKey: Hashable {
    let path: String
    let vector: DeletionVector?
  }

  mutating func apply(_ action: Action) {
    switch action {
    case .add(let file):
      let key = FileKey(path: file.path, vector: file.deletionVector)
      live[key] = file
      if !tombstones.isEmpty { tombstones[key] = nil }
    case .remove(let file):
      let key = FileKey(path: file.path, vector: file.deletionVector)
      live[key] = nil
      tombstones[key] = file
    case .metadata(let metadata): self.metadata = metadata
    case .protocolVersion(let version): protocolVersion = version
    case .transaction(let transaction): transactions[transaction.application] = transaction.version
    case .commitInfo, .sidecar, .other: break
    }
  }

  /// - Parameter purpose: a table that is to be replaced need not be one that can be read.
  func snapshot(
    table: String, version: Int64, timestamp: Date, purpose: SnapshotPurpose
  ) throws(DeltaError) -> Snapshot {
    guard let protocolVersion, let metadata else {
      let missing = protocolVersion == nil ? "protocol" : "metaData"
      throw .damaged(table: table, file: "_delta_log", reason: "no \(missing) action up to version \(version)")
    }
    var definition = TableMetadata(unreadable: metadata)
    var obstacle: String?
    do throws(DeltaFormatError) {
      let known = try metadata.read()
      if let feature = protocolVersion.readingObstacle(configuration: known.definition.configuration) {
        throw DeltaFormatError.unsupported(feature)
      }
      definition = known
    } catch {
      guard purpose == .replacing, case .unsupported(let feature) = error else {
        throw DeltaError(error, table: table, file: "the metaData up to version \(version)")
      }
      obstacle = feature
    }
    return Snapshot(
      table: table, version: version, timestamp: timestamp, metadata: definition,
      files: live.values.sorted { $0.path < $1.path }, transactions: transactions, protocolVersion: protocolVersion,
      tombstones: tombstones.values.sorted { $0.path < $1.path }, readingObstacle: obstacle)
  }
}

/// What a snapshot is wanted for.
enum SnapshotPurpose: Sendable {
  case reading
  case replacing
}
