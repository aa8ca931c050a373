import ModelSQL

/// A question worth asking again: one SELECT under `queries/`.
package struct SavedQuery: Sendable, Hashable {
  package let name: String
  package let path: String
  package let title: String
  package let description: String?
  package let source: SQLText

  package var sql: String { source.text }
}
