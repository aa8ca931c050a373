import JSON

/// Reads and writes checkpoint files, which are Parquet; this target knows none, so whoever has an engine hands it in.
///
/// An action is an object with one member that is not null: `add`, `remove`, `metaData`, `protocol`, `txn`, and in files of
/// other writers `sidecar`. Maps
/// (`partitionValues`, `configuration`, `tags`, `format.options`) are objects.
package protocol CheckpointFormat: Sendable {
  /// One action for each row of the file, in any order. Columns that are not there, and nulls, may be left out.
  func read(path: String) throws -> [JSONValue]

  /// The same, one action after the other, for a file that is too large to have all of it at once. An error thrown by the
  /// closure ends the reading and comes out unchanged.
  func forEachAction(path: String, _ body: (JSONValue) throws -> Void) throws

  /// Writes the whole file under a name that is not yet taken; the caller syncs and renames it.
  func write(actions: [JSONValue], path: String) throws
}

extension CheckpointFormat {
  package func forEachAction(path: String, _ body: (JSONValue) throws -> Void) throws {
    for action in try read(path: path) { try body(action) }
  }
}
