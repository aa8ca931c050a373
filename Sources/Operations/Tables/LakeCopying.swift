import JSON

/// The lake as a whole. A part of a provider that is opened to look: only the other one's is written to.
package protocol LakeCopying: Sendable {
  /// Copies this environment's lake, with its versions, into another's that is empty. What was copied by an attempt before is
  /// left as it is. Throws `refused` where the other one is of a kind that it cannot be copied into, `failed` while either runs.
  func copyLake(into target: any EnvironmentOperations) throws -> CopiedLake
}

/// What copying a lake did.
package struct CopiedLake: Sendable, Hashable {
  package let tables: Int
  /// Those that were copied now, and their bytes.
  package let files: Int
  package let bytes: Int64
  /// Those that an attempt before had copied.
  package let there: Int

  package init(tables: Int, files: Int, bytes: Int64, there: Int) {
    (self.tables, self.files, self.bytes, self.there) = (tables, files, bytes, there)
  }

  package var json: JSONValue {
    ["tables": .int(tables), "files": .int(files), "bytes": .int(bytes), "there": .int(there)]
  }
}
