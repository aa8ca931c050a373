import DeltaLog
import Engine
import Lake
import ModelSQL
import Words

/// The keys that a merge deleted, with their order columns: later they compete like stored rows, so that an older row of
/// theirs does not come back. They stay in force when the model has no `_deleted` any more, until a full refresh.
struct Tombstones {
  let session: DuckDBSession
  let table: TableName
  let stage: Stage
  let settings: ModelSettings

  /// The columns that decide which of two rows is newer, without the key's.
  var orderColumns: [String] { settings.newestBy.filter { !settings.uniqueKey.contains($0) } }

  private var path: String { session.workspace.tombstonesPath(of: table) }

  private var schema: DeltaSchema {
    DeltaSchema(
      fields: (settings.uniqueKey + orderColumns).compactMap { name in
        stage.schema.fields.first { $0.name == name }
      })
  }

  /// Those of the commits before; nil when there are none.
  func remembered() throws -> DeltaRelation? {
    guard let snapshot = try session.deltaTable(path: path).snapshot(), !snapshot.files.isEmpty else { return nil }
    let isSame = snapshot.schema.fields.elementsEqual(schema.fields) { $0.name == $1.name && $0.type == $1.type }
    guard isSame else {
      throw LakeError(
        .schemaChanged,
        """
        \(table): unique_key or newest_by is not what its deleted keys were remembered by; write it anew: \
        assay run --table \(table) --full-refresh
        """)
    }
    try session.bring(snapshot.files, of: snapshot.table)
    return DeltaRelation(snapshot)
  }

  /// Remembers the deleted ones among the rows. A table that deletes none any more forgets all when it starts over.
  func write(from rows: String, into candidate: inout Candidate) throws {
    guard stage.canDelete || candidate.startsOver else { return }
    candidate.tombstoneSchema = schema
    guard stage.canDelete else { return }
    candidate.tombstones = try ParquetWriter(
      connection: session.connection, tablePath: path, schema: schema, partitionColumns: []
    ).write("SELECT \(SQLQuote.names(schema.fields.map(\.name))) FROM \(rows) WHERE _deleted")
  }
}
