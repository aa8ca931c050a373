import Clocks
import DeltaLog
import Engine
import Foundation
import Lake
import ModelSQL
import Words

/// How rejected rows come into that shape.
extension Quarantine {
  /// The quarantine of a table that rejected nothing yet.
  static var emptySQL: String {
    DeltaRelation(tablePath: "", schema: schema, partitionColumns: [], files: []).sql
  }

  /// The member of `row` with the fields of the Bronze record that the row says otherwise or not at all, as they came.
  static let rawMember = "_raw"

  /// A SELECT in the quarantine's shape over rejected rows of a stage.
  ///
  /// - Parameter raw: the records that the rows came from: `_file`, `_record` and `fields`, a list of `key` and `value`.
  static func select(_ rejects: String, of stage: Stage, raw: String?, execution: String, at moment: Date) -> String {
    let file =
      stage.origin.map { "CAST(\(SQLQuote.name($0.file)) AS VARCHAR)" } ?? provenance("_file", "VARCHAR", stage)
    let record =
      stage.origin.map { "TRY_CAST(\(SQLQuote.name($0.record)) AS BIGINT)" } ?? provenance("_record", "BIGINT", stage)
    let rows = """
      SELECT _reject AS reason, \(file) AS _file, \(record) AS _record,
        to_json(struct_pack(\(stage.schema.fields.map(member).joined(separator: ", ")))) AS row FROM (\(rejects))
      """
    return """
      SELECT reason, r._file, r._record, CAST(\(raw == nil ? "r.row" : withRaw) AS VARCHAR) AS row,
        \(SQLQuote.text(execution)) AS execution, CAST(\(SQLQuote.text(Timestamp.text(moment))) AS TIMESTAMP) AS rejected_at
      FROM (\(rows)) r\(raw.map { " LEFT JOIN (\($0)) b ON b._file = r._file AND b._record = r._record" } ?? "")
      """
  }

  private static func provenance(_ column: String, _ type: String, _ stage: Stage) -> String {
    stage.columns.contains(column) ? "TRY_CAST(\(SQLQuote.name(column)) AS \(type))" : "CAST(NULL AS \(type))"
  }

  /// The engine would write a decimal as a double, which loses digits.
  private static func member(_ field: DeltaField) -> String {
    let name = SQLQuote.name(field.name)
    if case .decimal = field.type { return "\(name) := CAST(\(name) AS VARCHAR)" }
    return "\(name) := \(name)"
  }

  /// Fields that the row says as they came are left out: what is left is what the model read otherwise, or could not read.
  private static let withRaw = """
    CASE WHEN len(list_filter(b.fields, lambda f: f.value IS DISTINCT FROM json_extract_string(r.row, f.pointer))) > 0
      THEN json_merge_patch(r.row, json_object('\(rawMember)', to_json(map_from_entries(list_transform(
        list_filter(b.fields, lambda f: f.value IS DISTINCT FROM json_extract_string(r.row, f.pointer)),
        lambda f: struct_pack(k := f.key, v := f.value))))))
      ELSE r.row END
    """

  /// The kept rows of a quarantine, without those whose column has one of the values.
  ///
  /// Values are compared as what the table's column is: a decimal is written in several ways that are one number.
  static func touches(_ column: String, as type: DeltaType, in touched: String) -> String {
    let kind = EngineTypes.modelType(type)
    let stored = "TRY_CAST(json_extract_string(q.row, \(SQLQuote.text(JSONPointer.member(column)))) AS \(kind))"
    let key = "k.\(SQLQuote.name(column))"
    return """
      JOIN \(touched) k ON \(stored) IS NOT DISTINCT FROM TRY_CAST(\(key) AS \(kind))
        AND (\(key) IS NULL OR TRY_CAST(\(key) AS \(kind)) IS NOT NULL)
      """
  }
}
