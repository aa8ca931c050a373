import DeltaLog
import JSON
import Words

/// What assay writes into a table's commit beside the Delta actions, under `assay` in commitInfo. The commit is the one
/// moment at which a build becomes true; everything that must follow it is named here, so that whoever comes next can
/// finish what a killed worker left undone (`Settlement`).
package struct CommitRecord: Sendable {
  /// How a reader of changes finds this commit's changed rows.
  package enum Changes: Sendable, Equatable {
    /// Every row of the added files is new, and nothing was taken away.
    case added
    /// Old and new images of the changed rows are in these Parquet files, relative to the table, column `_change`.
    case files([String])
    /// The table was written anew: compare the snapshots.
    case rewritten
    /// No row changed.
    case none
  }

  package var execution: String
  package var batch: Int64
  /// Per input, how far it was read.
  package var bookmark: JSONObject
  package var modelHash: String
  package var counts: RowCounts
  package var changes: Changes
  /// Adds to the quarantine table that belong to this commit; `quarantineReplaces` when they are all it shall hold.
  package var quarantine: [AddFile] = []
  package var quarantineReplaces = false
  package var tombstones: [AddFile] = []
  package var tombstonesReplace = false
  /// Columns of the deleted keys; nil for a table that deletes none.
  package var tombstoneSchema: DeltaSchema?
  /// What other writers did to the table since it was last written anew, carried on from commit to commit.
  package var others: OtherWriters?

  package var json: JSONValue {
    [
      "execution": .string(execution), "batch": .int(batch), "bookmark": .object(bookmark),
      "modelHash": .string(modelHash), "counts": counts.json, "changes": changes.json,
      "quarantine": .array(quarantine.map(\.action)), "quarantineReplaces": .bool(quarantineReplaces),
      "tombstones": .array(tombstones.map(\.action)), "tombstonesReplace": .bool(tombstonesReplace),
      "tombstoneSchema": .optional(tombstoneSchema?.schemaString), "others": others?.json ?? .null,
    ]
  }

  /// Nil for a commit that somebody else's writer made.
  package init?(_ info: CommitInfo?) throws {
    guard let record = info?.custom, let batch = record["batch"]?.intValue else { return nil }
    self.batch = batch
    execution = record["execution"]?.stringValue ?? ""
    bookmark = record["bookmark"]?.objectValue ?? [:]
    modelHash = record["modelHash"]?.stringValue ?? ""
    counts = RowCounts(json: record["counts"] ?? .null)
    changes = Changes(record["changes"])
    quarantine = try (record["quarantine"]?.arrayValue ?? []).map(AddFile.init(action:))
    quarantineReplaces = record["quarantineReplaces"]?.boolValue ?? false
    tombstones = try (record["tombstones"]?.arrayValue ?? []).map(AddFile.init(action:))
    tombstonesReplace = record["tombstonesReplace"]?.boolValue ?? false
    tombstoneSchema = try record["tombstoneSchema"]?.stringValue.map(DeltaSchema.init(schemaString:))
    others = OtherWriters(json: record["others"])
  }

  package init(
    execution: String, batch: Int64, bookmark: JSONObject, modelHash: String, counts: RowCounts, changes: Changes
  ) {
    self.execution = execution
    self.batch = batch
    self.bookmark = bookmark
    self.modelHash = modelHash
    self.counts = counts
    self.changes = changes
  }
}

extension CommitRecord.Changes {
  package var json: JSONValue {
    switch self {
    case .added: "added"
    case .files(let paths): .array(paths.map(JSONValue.string))
    case .rewritten: "rewritten"
    case .none: "none"
    }
  }

  /// Anything unknown counts as rewritten, which is always right and only slower.
  package init(_ json: JSONValue?) {
    switch json {
    case .string("added"): self = .added
    case .string("none"): self = .none
    case .array(let paths): self = .files(paths.compactMap(\.stringValue))
    default: self = .rewritten
    }
  }
}

extension RowCounts {
  package var json: JSONValue {
    [
      "read": .int(read), "inserted": .int(inserted), "updated": .int(updated), "deleted": .int(deleted),
      "superseded": .int(superseded), "rejected": .int(rejected), "removed": .int(removed),
      "duplicates": .int(duplicates),
    ]
  }

  package init(json: JSONValue) {
    func count(_ key: String) -> Int64 { json[key]?.intValue ?? 0 }
    self.init(
      read: count("read"), inserted: count("inserted"), updated: count("updated"), deleted: count("deleted"),
      superseded: count("superseded"), rejected: count("rejected"), removed: count("removed"),
      duplicates: count("duplicates"))
  }
}
