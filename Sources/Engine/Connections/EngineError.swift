/// Everything that can go wrong between assay and the engine. `description` is what a person reads; where something is to
/// be installed or mended it ends in the command that does so.
package enum EngineError: Error, Sendable, Equatable {
  /// No library at any of the places, in the order they were looked at.
  case notInstalled(searched: [String])
  /// There is a library, and it cannot be used.
  case unusableLibrary(path: String, LibraryFault, namedBy: LibraryNamedBy)
  /// This process already runs on another library file; two engines in one process are refused.
  case anotherLibraryLoaded(path: String)
  /// An extension's file is not where the installer puts it.
  case extensionNotInstalled(name: String, path: String)
  /// An extension's file is there, and the engine refuses it.
  case unusableExtension(name: String, path: String, reason: String)
  /// The database could not be opened, or one of its options was refused.
  case cannotOpen(reason: String)
  /// Two threads used one connection at once, or a query was started inside `forEachChunk` on the same connection.
  case connectionInUse
  /// A statement failed.
  case query(QueryFailure)
  /// A value cannot be bound; the value itself is not told.
  case unusableBind(parameter: String, reason: String)
  /// The installer ended with an error; its own words have been shown already.
  case installerFailed(status: Int32)
}

/// Who said where the library is.
package enum LibraryNamedBy: Sendable, Equatable { case environment, searchOrder }

/// What is wrong with a library file.
package enum LibraryFault: Sendable, Equatable {
  case notThere
  case notAFile
  case unreadable(String)
  case notASharedLibrary
  case cutShort(bytes: Int, needed: Int)
  case otherProcessor(found: String, needed: String)
  case notOpened(String)
  case notDuckDB
  case wrongVersion(found: String, needed: String)
  case missingFunction(String)
}

/// A failed statement, as the engine told it, without any bound value.
package struct QueryFailure: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case interrupted
    /// A file or setting outside of what the database may touch.
    case permission
    case outOfMemory
    case diskFull
    case inputOutput
    case syntax
    /// A name that does not resolve: column, table, function. The candidates are the names the engine thinks were meant.
    case binder(candidates: [String])
    case constraint
    /// A value that does not fit its type: a failed cast, a number out of range.
    case conversion
    /// A Swift row source threw while the engine read from it.
    case rowSource
    /// The database object is lost and has to be opened again.
    case fatal
    /// The engine's own word for the rest, e.g. `Catalog` or `Not implemented`.
    case other(String)
  }

  package let kind: Kind
  package let message: String
  /// The statement's text around the fault, at most 200 characters.
  package let excerpt: String
  /// The byte of the statement the engine points at, 0-based.
  package let position: Int?
}
