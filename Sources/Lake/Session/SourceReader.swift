import Project

/// One kind of source: brings what its places deliver to this machine, each delivery as a file of its own. All that comes
/// after is the same for every kind: what is new and what changed, bytes kept, records checked, the manifest.
///
/// A kind is one type that conforms, its `PlaceScheme`, and its place among the readers of `NetworkFiles`. What is extracted
/// and not copied, such as the rows of a query, is written as a file of the source's format, under a name that says which
/// delivery it is.
package protocol SourceReader: Sendable {
  /// Of the addresses that it reads.
  var schemes: [PlaceScheme] { get }

  /// Brings what the place has and this machine has not, or has otherwise, below the place's folder. A file is there under
  /// its name when it is whole, with the time it has where it comes from; what was brought once stays. Blocks.
  func bring(_ place: RemotePlace, reporter: any StepReporter) throws(LakeError)

  /// Whether the place lets us in, asked without bringing anything, for `doctor`. Blocks. Default: not asked.
  func access(to place: RemotePlace) -> PlaceAccess
}

extension SourceReader {
  package func access(to place: RemotePlace) -> PlaceAccess { .unasked }
}
