import Foundation
import Storage

/// Disks that are full, or that may not be written to: the same words whoever met them, and always what to do.
extension LakeError {
  /// What a store could not do.
  package init(_ error: StorageError) {
    switch error {
    case .file(let failure) where failure.code == ENOENT: self.init(.fileMissing, failure.description)
    case .file(let failure): self.init(.notWritable, failure.description)
    case .notAFile: self.init(.fileUnreadable, error.description)
    case .remote: self.init(.storeFailed, error.description)
    }
  }

  /// What a store does, with this lake's errors.
  package static func told<Result>(_ call: () throws(StorageError) -> Result) throws(LakeError) -> Result {
    do throws(StorageError) { return try call() } catch { throw LakeError(error) }
  }

  /// A system call on a file that failed just now.
  package static func notWritable(_ verb: String, _ path: String, code: Int32 = errno) -> LakeError {
    LakeError(.notWritable, FileFailure(operation: verb, path: path, code: code).description)
  }

  /// A folder that Foundation could not make.
  package static func notMade(folder path: String, _ error: any Error) -> LakeError {
    let reason = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
    guard let reason, reason.domain == NSPOSIXErrorDomain else {
      return LakeError(.notWritable, "cannot make the folder \(path): \(error.localizedDescription)")
    }
    return notWritable("make the folder", path, code: Int32(reason.code))
  }
}
