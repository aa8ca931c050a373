import Foundation
import JSON
import Storage

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
  /// What keeps this program from reading the table, by name; only in a snapshot that was taken to replace it.
  package let readingObstacle: String?

  package var schema: DeltaSchema { metadata.definition.schema }
  package var partitionColumns: [String] { metadata.definition.partitionColumns }
  package var configuration: [String: String] { metadata.definition.configuration }

  /// How the columns of the data files are found.
  package var columnMapping: ColumnMapping {
    protocolVersion.columnMapping(metadata.definition.configuration) ?? .none
  }

  /// What keeps this program from writing to the table, by name; nil when nothing does.
  package var writingObstacle: String? {
    readingObstacle ?? protocolVersion.writingObstacle(definition: metadata.definition)
  }

  /// Rows in the table, when every file has statistics.
  package var rowCount: Int64? {
    var sum: Int64 = 0
    for file in files {
      guard let count = file.rowCount else { return nil }
      let (next, isTooLarge) = sum.addingReportingOverflow(count)
      guard !isTooLarge else { return nil }
      sum = next
    }
    return sum
  }

  /// The first of some files that is not there, by the path it was looked for under; nil when all are there.
  package func missingFile(
    among files: [AddFile]? = nil, in store: any ObjectStore = LocalStore()
  ) throws(DeltaError) -> String? {
    let paths = (files ?? self.files).map { $0.fullPath(in: table) }
    do throws(StorageError) { return try store.missing(among: paths).first } catch { throw DeltaError(error) }
  }

  /// Whether the application's transaction is in the table already.
  package func contains(_ transaction: TransactionVersion) -> Bool {
    transactions[transaction.application].map { $0 >= transaction.version } ?? false
  }
}
