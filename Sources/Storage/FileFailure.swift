import Foundation

/// A call on a file or an object that failed.
package struct FileFailure: Error, Sendable, Hashable {
  /// What was tried, as a verb: "write".
  package let operation: String
  package let path: String
  /// The call's `errno`; stores that have none give the one that means the same.
  package let code: Int32

  package init(operation: String, path: String, code: Int32) {
    (self.operation, self.path, self.code) = (operation, path, code)
  }
}

extension FileFailure: CustomStringConvertible {
  package var description: String {
    let reason = String(cString: strerror(code))
    return "cannot \(operation) \(path): \(reason) (errno \(code))" + (advice.map { "; \($0)" } ?? "")
  }

  private var advice: String? {
    switch code {
    case ENOSPC, EDQUOT: "free some space and run again, nothing was committed"
    case EROFS, EACCES, EPERM: "make the folder writable for this user"
    case EIO: "the disk reports a fault"
    case EMLINK, EOPNOTSUPP: "the file system has no hard links, keep the lake on one that has"
    default: nil
    }
  }
}
