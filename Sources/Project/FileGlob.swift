/// A pattern of file paths: `*` and `?` stay within one name, `**` spans any number of folders.
package struct FileGlob: Sendable, Hashable, CustomStringConvertible {
  /// Absolute.
  package let pattern: String
  package var description: String { pattern }
}
