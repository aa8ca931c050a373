import Project

/// Whoever brings files of other machines to this one, so that they are taken in as all others are.
package protocol RemoteFiles: Sendable {
  /// Brings what the place has and this machine has not, or has otherwise, below the place's folder. A file is there under
  /// its name when it is whole, with the time it has where it comes from; what was brought once stays. Blocks.
  func bring(_ place: RemotePlace, reporter: any StepReporter) throws(LakeError)
}
