import JSON

/// Reads and writes checkpoint files, which are Parquet; this target knows none, so whoever has an engine hands it in.
///
/// An action is an object with one member that is not null: `add`, `remove`, `metaData`, `protocol` or `txn`. Maps
/// (`partitionValues`, `configuration`, `tags`, `format.options`) are objects.
package protocol CheckpointFormat: Sendable {
  /// One action for each row of the file, in any order. Columns that are not there, and nulls, may be left out.
  func read(path: String) throws -> [JSONValue]

  /// Writes the whole file under a name that is not yet taken; the caller syncs and renames it.
  func write(actions: [JSONValue], path: String) throws
}
