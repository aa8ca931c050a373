import DeltaLog
import Engine
import Foundation

/// Disks that are full, or that may not be written to: the same words whoever met them, and always what to do.
extension LakeError {
  /// A system call on a file that failed just now.
  static func notWritable(_ verb: String, _ path: String, code: Int32 = errno) -> LakeError {
    LakeError(.notWritable, FileFailure(operation: verb, path: path, code: code).description)
  }

  /// A folder that Foundation could not make.
  static func notMade(folder path: String, _ error: any Error) -> LakeError {
    let reason = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
    guard let reason, reason.domain == NSPOSIXErrorDomain else {
      return LakeError(.notWritable, "cannot make the folder \(path): \(error.localizedDescription)")
    }
    return notWritable("make the folder", path, code: Int32(reason.code))
  }

  /// What the engine says names the file and the system's reason, and leaves out what to do.
  init(_ error: EngineError) {
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
