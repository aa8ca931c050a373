import Foundation
import JSON

/// A table at one version.
package struct Snapshot: Sendable, Hashable {
  /// The table's folder.
  package let table: String
  package let version: Int64
  /// The version's moment: what time travel goes by.
  package let timestamp: Date
  package let metadata: TableMetadata
  /// The files whose rows are the table, sorted by path.
  package let files: [AddFile]
  /// The newest version each application committed.
  package let transactions: [String: Int64]
  let protocolVersion: ProtocolVersion
  let tombstones: [RemovedFile]

  package var schema: DeltaSchema { metadata.definition.schema }
  package var partitionColumns: [String] { metadata.definition.partitionColumns }
  package var configuration: [String: String] { metadata.definition.configuration }

  /// Rows in the table, when every file has statistics.
  package var rowCount: Int64? {
    var sum: Int64 = 0
    for file in files {
      guard let count = file.stats?.numRecords else { return nil }
      sum += count
    }
    return sum
  }

  /// Whether the application's transaction is in the table already.
  package func contains(_ transaction: TransactionVersion) -> Bool {
    transactions[transaction.application].map { $0 >= transaction.version } ?? false
  }
}
