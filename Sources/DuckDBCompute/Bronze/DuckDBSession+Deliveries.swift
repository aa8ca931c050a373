import Clocks
import DeltaLog
import Engine
import Foundation
import Lake
import Ledger
import Project
import Words

/// Files of sources as rows of tables.
extension DuckDBSession {
  package func bronzeColumns(
    _ source: SourceDefinition, _ columns: [String], of files: [ManifestRecord]
  ) throws -> [DeltaField] {
    var view = BronzeView(session: self, source: source, columns: columns)
    try view.takeTypes(of: files)
    return view.columns.map { DeltaField(name: $0, type: EngineTypes.deltaType(view.type(of: $0)) ?? .string) }
  }

  package func keptSchema(
    _ source: SourceDefinition, adding file: ManifestRecord, to known: [DeltaField]
  ) throws -> DeltaSchema {
    let select = try rows(source, file, typedBy: [file])
    let found = try connection.query("DESCRIBE \(select)").rows.map { row in
      DeltaField(name: row[0].displayText, type: EngineTypes.deltaType(row[1].displayText) ?? .string)
    }
    let merged = known.map { field in
      guard let new = found.first(where: { $0.name == field.name }), new.type != field.type else { return field }
      let (one, other) = (EngineTypes.modelType(field.type), EngineTypes.modelType(new.type))
      return DeltaField(name: field.name, type: EngineTypes.deltaType(ParquetType.joined(one, other)) ?? .string)
    }
    return DeltaSchema(fields: merged + found.filter { field in !known.contains { $0.name == field.name } })
  }

  /// Columns that only earlier files had are null.
  package func writeKept(
    _ source: SourceDefinition, _ file: ManifestRecord, typedBy files: [ManifestRecord], schema: DeltaSchema,
    into folder: String
  ) throws -> [AddFile] {
    let empty = DeltaRelation(tablePath: "", schema: schema, partitionColumns: [], files: []).sql
    return try ParquetWriter(connection: connection, tablePath: folder, schema: schema, partitionColumns: [])
      .write("\(empty) UNION ALL BY NAME (\(try rows(source, file, typedBy: files)))")
  }

  private func rows(
    _ source: SourceDefinition, _ file: ManifestRecord, typedBy files: [ManifestRecord]
  ) throws -> String {
    var view = BronzeView(session: self, source: source, columns: file.columns)
    try view.takeTypes(of: files)
    return try view.sql([file], function: "assay_keep_\(source.name)")
  }

  package func writeFaults(
    _ faults: FaultRows, ofFile name: String, execution: ExecutionID, at moment: Date, into folder: String
  ) throws -> [AddFile] {
    // Unregistered at the end, so that nothing holds the file's bytes any longer.
    defer { connection.unregister(name: "assay_faults") }
    try connection.register(FaultRowSource(faults), name: "assay_faults")
    let now = SQLQuote.text(Timestamp.text(moment))
    return try ParquetWriter(
      connection: connection, tablePath: folder, schema: Quarantine.schema, partitionColumns: []
    ).write(
      """
      SELECT reason, \(SQLQuote.text(name)) AS _file, record AS _record, line AS row,
        \(SQLQuote.text(execution.rawValue)) AS execution, CAST(\(now) AS TIMESTAMP) AS rejected_at
      FROM assay_faults()
      """)
  }
}
