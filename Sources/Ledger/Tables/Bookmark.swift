import Foundation
import JSON
import Words

/// Up to where a table has read its inputs.
package struct Bookmark: Sendable, Hashable {
  package let table: String
  /// Counts the batches a table took: a new one is above every earlier one, also after a reset. A table that was removed
  /// and made anew goes on counting here.
  package let batch: Int64
  /// Input → position; empty after a reset.
  package let value: JSONObject
  package let updatedAt: Date
  /// Nil when a person set it.
  package let execution: ExecutionID?

  package init(table: String, batch: Int64, value: JSONObject, updatedAt: Date, execution: ExecutionID?) {
    self.table = table
    self.batch = batch
    self.value = value
    self.updatedAt = updatedAt
    self.execution = execution
  }
}

/// A bookmark's step forward, part of a commit.
package struct BookmarkMove: Sendable, Hashable {
  package var table: String
  package var batch: Int64
  package var value: JSONObject

  package init(table: String, batch: Int64, value: JSONObject) {
    self.table = table
    self.batch = batch
    self.value = value
  }
}
