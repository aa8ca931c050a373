import DeltaLog

/// Rejected rows: why, from which file and record, in which run, and the row itself as JSON. One shape for all tables, so
/// that a table's columns may change without losing what was rejected before.
package enum Quarantine {
  package static let schema = DeltaSchema(fields: [
    DeltaField(name: "reason", type: .string), DeltaField(name: "_file", type: .string),
    DeltaField(name: "_record", type: .long), DeltaField(name: "row", type: .string),
    DeltaField(name: "execution", type: .string), DeltaField(name: "rejected_at", type: .timestamp),
  ])
}
