import Engine
import Foundation
import Lake
import Words

extension EngineError: StepFailure {
  package var asLakeError: LakeError { LakeError(self) }
}

extension LakeError {
  /// What the engine says names the file and the system's reason, and leaves out what to do.
  package init(_ error: EngineError) {
    if case .query(let failure) = error, failure.kind == .diskFull {
      self.init(.notWritable, "\(error); free some space and run again, the table stays as it was")
    } else if case .query(let failure) = error, Self.refusals.contains(where: failure.message.hasSuffix) {
      self.init(.notWritable, "\(error); make the folder writable for this user")
    } else {
      self.init(.engineFailed, "\(error)")
    }
  }

  private static var refusals: [String] { [EROFS, EACCES, EPERM].map { String(cString: strerror($0)) } }
}
