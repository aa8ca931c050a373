import Words

/// A file, or the folder of a Delta table, that somebody names, and how it is written. What is nil is as a source has it that
/// says nothing about it.
package struct GivenData: Sendable, Hashable {
  /// As messages name it.
  package var name: String
  /// Absolute.
  package var path: String
  package var format: DataFormat
  package var delimiter: UInt8?
  package var quoting: Quoting?
  /// By the name that sources know it by.
  package var encoding: String?
  package var nullValues: [String]?
  package var hasHeader = true
  /// The columns' names in order, where the header does not name them.
  package var columns: [String]?

  package enum Quoting: Sendable, Hashable {
    /// Nothing is quoted.
    case off
    case by(UInt8)
  }

  package init(name: String, path: String, format: DataFormat) {
    (self.name, self.path, self.format) = (name, path, format)
  }
}
