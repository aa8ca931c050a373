extension EngineError: CustomStringConvertible {
  /// The command that installs the engine and replaces damaged files.
  package static let mendingCommand = "assay engine install"

  package var description: String {
    switch self {
    case .notInstalled(let searched):
      // The command first: where there is little room the end of the text is cut.
      "DuckDB \(EngineLibrary.version) is not installed; to install it: \(Self.mendingCommand) "
        + "(looked for \(searched.joined(separator: ", ")))"
    case .unusableLibrary(let path, let fault, let namedBy):
      "\(path)\(namedBy == .environment ? ", which \(EngineLocations.variable) names," : "") \(fault). "
        + "To \(namedBy == .environment ? "install one that works and unset the variable" : "mend it"): "
        + Self.mendingCommand
    case .anotherLibraryLoaded(let path):
      "this process already runs on \(path); a second engine is not loaded beside it"
    case .extensionNotInstalled(let name, let path):
      "the engine's extension \(name) is not installed (looked for \(path)). "
        + "To install it: \(Self.mendingCommand) \(name)"
    case .unusableExtension(let name, let path, let reason):
      "the engine's extension \(name) cannot be used: \(path): \(reason). To mend it: \(Self.mendingCommand) \(name)"
    case .cannotOpen(let reason): "the engine could not be started: \(reason)"
    case .connectionInUse: "a connection of the engine was used for two things at once"
    case .query(let failure): failure.description
    case .unusableBind(let parameter, let reason): "the value for parameter \(parameter) cannot be used: \(reason)"
    case .installerFailed(let status): "the engine was not installed: the installer ended with status \(status)"
    }
  }
}

extension LibraryFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notThere: "is not there"
    case .notAFile: "is not a file"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .notASharedLibrary: "is not a shared library"
    case .cutShort(let bytes, let needed): "is cut short: \(bytes) bytes of at least \(needed)"
    case .otherProcessor(let found, let needed): "is built for \(found), and this machine is \(needed)"
    case .notOpened(let reason): "cannot be loaded: \(reason)"
    case .notDuckDB: "is not DuckDB: it has no function duckdb_library_version"
    case .wrongVersion(let found, let needed): "is DuckDB \(found), and \(needed) is needed"
    case .missingFunction(let name): "is not a whole DuckDB: it has no function \(name)"
    }
  }
}

extension QueryFailure: CustomStringConvertible {
  package var description: String { message }
}
