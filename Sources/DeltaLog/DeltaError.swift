import Clocks
import Foundation
import Storage

/// Why a log could not be read or written. Every case names the table or the file; `description` ends with what to do.
package enum DeltaError: Error, Sendable, Hashable {
  /// The system refused a call on a file.
  case file(FileFailure)
  /// What stands where a file of the log should is none: a pipe would keep a reader waiting for ever.
  case notAFile(path: String, what: String)
  /// A store on other machines could not, in its words.
  case remote(path: String, what: String)
  /// A file of the log breaks the format.
  case damaged(table: String, file: String, reason: String)
  /// Commits are missing between others, also after asking for them again.
  case gap(table: String, missing: Int64, newest: Int64)
  /// The table asks for something this program does not do.
  case unsupported(table: String, feature: String)
  /// The version is newer than the newest, or its log was cleaned away; a `newest` of -1 says that there is no log.
  case noSuchVersion(table: String, version: Int64, oldest: Int64, newest: Int64)
  /// The moment lies before the oldest commit.
  case noVersionAt(table: String, moment: Date, oldest: Date)
  /// Another writer took the version: its commit.
  case conflict(table: String, winner: Commit)
  /// The application already committed this or a later transaction version: nothing is left to do.
  case alreadyCommitted(table: String, application: String, version: Int64)
  /// The transaction breaks a rule of the format or of the table.
  case invalid(table: String, reason: String)
  /// A checkpoint could not be read or written by the injected format.
  case checkpoint(table: String, path: String, reason: String)
}

extension DeltaError {
  init(_ error: StorageError) {
    switch error {
    case .file(let failure): self = .file(failure)
    case .notAFile(let path, let what): self = .notAFile(path: path, what: what)
    case .remote(let path, let what): self = .remote(path: path, what: what)
    }
  }
}

extension DeltaError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let failure): failure.description
    case .notAFile(let path, let what): "cannot read \(path): \(what); remove it, and restore the file"
    case .remote(_, let what): what
    case .damaged(let table, let file, let reason):
      "\(table): \(file) is damaged: \(reason); restore the file, or read an older version"
    case .gap(let table, let missing, let newest):
      "\(table): the log lacks version \(missing) although version \(newest) is there; restore \(missing)'s file"
    case .unsupported(let table, let feature):
      "\(table): uses \(feature), which is not supported; rewrite the table without it"
    case .noSuchVersion(let table, _, _, -1): "\(table): is no Delta table; check the name, or build it first"
    case .noSuchVersion(let table, let version, let oldest, let newest):
      "\(table): has no version \(version); versions \(oldest) to \(newest) can be read"
    case .noVersionAt(let table, let moment, let oldest):
      "\(table): has no version at \(Timestamp.text(moment)); its oldest is of \(Timestamp.text(oldest))"
    case .conflict(let table, let winner):
      "\(table): another writer committed version \(winner.version) first; run again"
    case .alreadyCommitted(let table, let application, let version):
      "\(table): transaction \(version) of \(application) is committed already; nothing to do"
    case .invalid(let table, let reason): "\(table): nothing was committed: \(reason)"
    case .checkpoint(let table, let path, let reason):
      "\(table): the checkpoint \(path) failed: \(reason)"
    }
  }
}

extension DeltaError {
  init(_ error: DeltaFormatError, table: String, file: String) {
    switch error {
    case .malformed(let reason): self = .damaged(table: table, file: file, reason: reason)
    case .unsupported(let feature): self = .unsupported(table: table, feature: feature)
    }
  }
}
