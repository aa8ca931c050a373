import Foundation
import JSON

/// The state of a table while its log is read from the oldest action to the newest.
struct Replay {
  private var protocolVersion: ProtocolVersion?
  private var metadata: TableMetadata?
  private var transactions: [String: Int64] = [:]
  private var live: [String: AddFile] = [:]
  private var tombstones: [String: RemovedFile] = [:]

  mutating func apply(_ action: Action) {
    switch action {
    case .add(let file):
      live[file.path] = file
      tombstones[file.path] = nil
    case .remove(let file):
      live[file.path] = nil
      tombstones[file.path] = file
    case .metadata(let metadata): self.metadata = metadata
    case .protocolVersion(let version): protocolVersion = version
    case .transaction(let transaction): transactions[transaction.application] = transaction.version
    case .commitInfo, .other: break
    }
  }

  func snapshot(table: String, version: Int64, timestamp: Date) throws(DeltaError) -> Snapshot {
    guard let protocolVersion, let metadata else {
      let missing = protocolVersion == nil ? "protocol" : "metaData"
      throw .damaged(table: table, file: "_delta_log", reason: "no \(missing) action up to version \(version)")
    }
    if let feature = protocolVersion.readingObstacle(configuration: metadata.definition.configuration) {
      throw .unsupported(table: table, feature: feature)
    }
    return Snapshot(
      table: table, version: version, timestamp: timestamp, metadata: metadata,
      files: live.values.sorted { $0.path < $1.path }, transactions: transactions, protocolVersion: protocolVersion,
      tombstones: tombstones.values.sorted { $0.path < $1.path })
  }
}
