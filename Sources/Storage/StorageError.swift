import Foundation

/// Why a store could not do what it was asked to.
package enum StorageError: Error, Sendable, Hashable {
  case file(FileFailure)
  /// What stands where an object should is none: a pipe would keep a reader waiting for ever.
  case notAFile(path: String, what: String)
  /// A store on other machines could not, in its words.
  case remote(path: String, what: String)

  /// There is no such object.
  package var isMissing: Bool {
    if case .file(let failure) = self { failure.code == ENOENT } else { false }
  }

  package static func missing(_ path: String, _ operation: String) -> StorageError {
    .file(FileFailure(operation: operation, path: path, code: ENOENT))
  }
}

extension StorageError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let failure): failure.description
    case .remote(_, let what): what
    case .notAFile(let path, let what): "cannot read \(path): \(what)"
    }
  }
}
