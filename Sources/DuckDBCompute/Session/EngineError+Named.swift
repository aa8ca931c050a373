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
    if failure.kind == .outOfMemory { return LakeError(.engineFailed, Self.moreMemory(failure.message)) }
    if Self.refusals.contains(where: failure.message.hasSuffix) {
      return LakeError(.notWritable, "\(self); make the folder writable for this user")
    }
    return LakeError(.engineFailed, "\(self)")
  }

  /// What the engine recommends are statements that nobody can give it here.
  private static func moreMemory(_ message: String) -> String {
    let said = message.prefix { !$0.isNewline }
    return
      "\(said); give it more, or fewer threads, which share it: memory_limit and threads of the environment in project.yml"
  }

  private static var refusals: [String] { [EROFS, EACCES, EPERM].map { String(cString: strerror($0)) } }
}
