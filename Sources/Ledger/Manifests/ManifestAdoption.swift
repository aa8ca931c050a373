/// What differed when the journal was made to say what the lake says.
package struct ManifestAdoption: Sendable, Hashable {
  /// Files that the journal did not know.
  package var added = 0
  /// Files that the journal knew, and the lake does not hold.
  package var removed = 0

  package init(
    added: Int = 0, removed: Int = 0
  ) {
    self.added = added
    self.removed = removed
  }
}
