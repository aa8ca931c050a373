import Clocks
import Foundation
import LocalOperations
import PipelineSupport
import TestSupport

extension Pipeline {
  /// The operator's view of the project, in this process.
  ///
  /// - Parameter now: what its clock shows; nil: when the next run starts.
  func operations(at now: Date? = nil, for purpose: LocalEnvironment.Purpose = .working) throws -> LocalOperations {
    LocalOperations(
      try LocalEnvironment(
        folder: folder.path, environment: nil, variables: ProcessInfo.processInfo.environment,
        clock: FixedClock(now ?? self.now), for: purpose))
  }
}
