import Foundation
import JSON

/// One version of a table as its log file tells it.
package struct Commit: Sendable, Hashable {
  package let version: Int64
  /// When it was committed (`CommitTimes`); grows with the version.
  package let timestamp: Date
  package private(set) var info: CommitInfo?
  package private(set) var adds: [AddFile] = []
  /// Paths as on disk.
  package private(set) var removes: [String] = []
  /// The rows of the table are others after it than before.
  package private(set) var changesRows = false
  package private(set) var transactions: [String: Int64] = [:]
  /// Set when this commit defines the table anew in a way that can be read.
  package private(set) var metadata: TableMetadata?
  package private(set) var changesMetadata = false
  package private(set) var changesProtocol = false

  init(version: Int64, timestamp: Date, actions: [Action]) {
    self.version = version
    self.timestamp = timestamp
    for action in actions { apply(action) }
  }

  private mutating func apply(_ action: Action) {
    switch action {
    case .add(let file):
      adds.append(file)
      changesRows = changesRows || file.dataChange
    case .remove(let file):
      removes.append(file.path)
      changesRows = changesRows || file.dataChange
    case .metadata(let action):
      changesMetadata = true
      // Only whether it changed matters here; one in force that cannot be read is refused with the snapshot.
      metadata = try? action.read()
    case .protocolVersion: changesProtocol = true
    case .transaction(let transaction): transactions[transaction.application] = transaction.version
    case .commitInfo(let info): self.info = info
    case .sidecar, .other: break
    }
  }
}
