/// As much of a file as tells where its bytes are.
package struct StoredFile: Sendable, Hashable {
  package let position: Int64
  package let name: String
  /// Relative to the lake.
  package let storedPath: String
  package let encoding: String
  package let size: Int64
  package let isLost: Bool

  package init(
    position: Int64, name: String, storedPath: String, encoding: String, size: Int64, isLost: Bool
  ) {
    self.position = position
    self.name = name
    self.storedPath = storedPath
    self.encoding = encoding
    self.size = size
    self.isLost = isLost
  }
}
