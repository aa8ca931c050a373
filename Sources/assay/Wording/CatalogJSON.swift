import Clocks
import DeltaLog
import JSON
import Ledger
import Tables

extension CatalogEntry {
  var json: JSONValue {
    [
      "name": .string(table.description), "layer": .string(table.layer.rawValue), "version": .optional(version),
      "rows": .optional(rows), "bytes": .optional(bytes), "files": .int(files),
      "loadedAt": .optional(loadedAt.map(Timestamp.text)),
      "columns": .array(columns.map { ["name": .string($0.name), "type": .string($0.type)] }),
      "partitionColumns": .array(partitionColumns.map(JSONValue.string)),
    ]
  }
}

extension CatalogDetail {
  var json: JSONValue {
    var object = entry.json.objectValue ?? [:]
    object["description"] = .optional(description)
    object["quarantinedRows"] = .int(quarantinedRows)
    return .object(object)
  }
}

extension Commit {
  /// The run that made the version; nil for a commit of another program.
  var execution: String? { info?.custom["execution"]?.stringValue }

  var json: JSONValue {
    [
      "version": .int(version), "timestamp": .string(Timestamp.text(timestamp)),
      "operation": .optional(info?.operation), "execution": .optional(execution),
      "filesAdded": .int(adds.count), "filesRemoved": .int(removes.count),
      "counts": info?.custom["counts"] ?? .null, "engine": .optional(info?.engineInfo),
    ]
  }
}

extension ManifestRecord {
  var json: JSONValue {
    [
      "file": .string(file.name), "status": .string(file.status.rawValue), "records": .int(file.records),
      "rejected": .int(file.rejected), "bytes": .int(file.size), "sha256": .string(file.sha256),
      "ingestedAt": .string(Timestamp.text(ingestedAt)), "execution": .string(file.execution.rawValue),
      "sequence": .int(sequence), "error": .optional(file.error),
    ]
  }
}
