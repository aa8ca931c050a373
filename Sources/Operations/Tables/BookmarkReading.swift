import Clocks
import Foundation
import JSON

/// Up to where each table has read its inputs.
package protocol BookmarkReading: Sendable {
  func bookmarks(asOf: Date?) throws -> [BookmarkSummary]

  /// What would let a table read all its inputs again at its next build, which then writes it anew. Nothing is written.
  /// Throws `notFound`, and `invalid` for a source, which has none.
  func bookmarkReset(of table: String) throws -> BookmarkChange

  /// What would put a table's bookmark back to where it stood after a version. Nothing is written. Throws `refused` for a
  /// table that only appends, whose rows would be added twice, and `notFound` for a version nobody knows.
  func bookmarkRewind(of table: String, to version: Int64) throws -> BookmarkChange
}

package protocol BookmarkOperations: BookmarkReading {
  /// Moves a bookmark. The audit says who did it.
  func apply(_ change: BookmarkChange) throws
}

package struct BookmarkSummary: Sendable, Hashable {
  package let table: String
  /// Counts the builds of the table.
  package let batch: Int64
  /// Input → how far it was read; empty after a reset.
  package let inputs: JSONObject
  package let movedAt: Date
  /// Nil where a person moved it.
  package let execution: String?

  package init(table: String, batch: Int64, inputs: JSONObject, movedAt: Date, execution: String?) {
    (self.table, self.batch, self.inputs) = (table, batch, inputs)
    (self.movedAt, self.execution) = (movedAt, execution)
  }

  package var json: JSONValue {
    [
      "table": .string(table), "batch": .int(batch), "inputs": .object(inputs),
      "updatedAt": .string(Timestamp.text(movedAt)), "execution": .optional(execution),
    ]
  }
}

/// Where a bookmark is to stand; without inputs at the very beginning.
package struct BookmarkChange: Sendable, Hashable {
  package let table: String
  package let version: Int64?
  package let inputs: JSONObject?

  package init(table: String, version: Int64? = nil, inputs: JSONObject? = nil) {
    (self.table, self.version, self.inputs) = (table, version, inputs)
  }

  package var json: JSONValue {
    var object: JSONObject = ["table": .string(table)]
    if let version { object["version"] = .int(version) }
    object["bookmark"] = .object(inputs ?? [:])
    return .object(object)
  }
}
