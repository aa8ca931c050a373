import Clocks
import DeltaLog
import Engine
import Foundation
import ModelSQL

/// Rejected rows: why, from which file and record, in which run, and the row itself as JSON. One shape for all tables, so
/// that a table's columns may change without losing what was rejected before.
enum Quarantine {
  static let schema = DeltaSchema(fields: [
    DeltaField(name: "reason", type: .string), DeltaField(name: "_file", type: .string),
    DeltaField(name: "_record", type: .long), DeltaField(name: "row", type: .string),
    DeltaField(name: "execution", type: .string), DeltaField(name: "rejected_at", type: .timestamp),
  ])

  /// The quarantine of a table that rejected nothing yet.
  static var emptySQL: String {
    DeltaRelation(tablePath: "", schema: schema, partitionColumns: [], files: []).sql
  }

  /// A SELECT in the quarantine's shape over rejected rows of a stage.
  static func select(_ rejects: String, columns: [String], execution: String, at moment: Date) -> String {
    let file = columns.contains("_file") ? "CAST(_file AS VARCHAR)" : "CAST(NULL AS VARCHAR)"
    let record = columns.contains("_record") ? "CAST(_record AS BIGINT)" : "CAST(NULL AS BIGINT)"
    let members = columns.map { "\(Quote.name($0)) := \(Quote.name($0))" }.joined(separator: ", ")
    return """
      SELECT _reject AS reason, \(file) AS _file, \(record) AS _record, CAST(to_json(struct_pack(\(members))) AS VARCHAR) AS row,
        \(Quote.text(execution)) AS execution, CAST(\(Quote.text(Timestamp.text(moment))) AS TIMESTAMP) AS rejected_at
      FROM (\(rejects))
      """
  }
}
