import Engine
import Foundation
import Lake
import Words

/// What the engine says names the file and the system's reason, and leaves out what to do.
extension EngineError: NamedFailure {
  package var error: FailureName { named.error }
  package var cause: String { named.cause }

  private var named: LakeError {
    guard case .query(let failure) = self else { return LakeError(.engineFailed, "\(self)") }
    if failure.kind == .diskFull {
      return LakeError(.notWritable, "\(self); free some space and run again, the table stays as it was")
    }
    if Self.refusals.contains(where: failure.message.hasSuffix) {
      return LakeError(.notWritable, "\(self); make the folder writable for this user")
    }
    return LakeError(.engineFailed, "\(self)")
  }

  private static var refusals: [String] { [EROFS, EACCES, EPERM].map { String(cString: strerror($0)) } }
}
