/// Updates of a change feed that gave rows another key, as far as its files tell: one that holds a delete and, right behind
/// it, an insert is carried out as both; one that holds only the new key leaves the row under the old one.
package struct KeyChanges: Sendable, Hashable {
  /// Deletes that an insert under another key follows, in the next record and of the same moment.
  package var replaced: Int64 = 0
  /// Keys that no row had when an update of them came.
  package var unmatched: Int64 = 0

  package init(replaced: Int64 = 0, unmatched: Int64 = 0) { (self.replaced, self.unmatched) = (replaced, unmatched) }

  /// For the step's message; nil when there is none.
  package var note: String? {
    let parts = [
      replaced > 0 ? "\(replaced) key\(replaced == 1 ? "" : "s") changed" : nil,
      unmatched > 0 ? "\(unmatched) update\(unmatched == 1 ? "" : "s") of keys that no row had" : nil,
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// For the log; nil where nothing may be wrong.
  package func warning(of table: String, key: [String]) -> String? {
    guard unmatched > 0 else { return nil }
    return """
      \(table): \(unmatched) update\(unmatched == 1 ? "" : "s") of keys (\(key.joined(separator: ", "))) that no row had, \
      taken in as new rows: either the row itself was never delivered, or its key was changed, and the row under the old \
      key is still there
      """
  }
}
