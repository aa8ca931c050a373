import DeltaLog
import Engine
import Lake

/// Writes the old and new images of a commit's changed rows beside the table, where its downstream reads them.
struct ChangeFile {
  static let folder = "_changes"

  let connection: Connection
  let writer: ParquetWriter

  /// `rows` gives the table's columns and `_change`.
  func write(_ rows: String, into candidate: inout Candidate) throws {
    let fields = candidate.schema.fields + [DeltaField(name: "_change", type: .string, nullable: true)]
    candidate.changeFiles = try ParquetWriter(
      connection: connection, tablePath: writer.tablePath, schema: DeltaSchema(fields: fields), partitionColumns: []
    ).write(rows, into: Self.folder)
    candidate.changes = candidate.changeFiles.isEmpty ? .none : .files(candidate.changeFiles.map(\.path))
  }
}
