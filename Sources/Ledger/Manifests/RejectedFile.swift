/// A loaded file some of whose records were rejected.
package struct RejectedFile: Sendable, Hashable {
  package let name: String
  package let records: Int64
  package let rejected: Int64
  /// It came with the newest files that were loaded.
  package let isNewest: Bool

  package init(
    name: String, records: Int64, rejected: Int64, isNewest: Bool
  ) {
    self.name = name
    self.records = records
    self.rejected = rejected
    self.isNewest = isNewest
  }
}
