import Foundation

/// Where the engine and its extensions are, or would be, for one user.
package struct EngineLocations: Sendable, Equatable {
  /// Names a library file to use instead of any other.
  package static let variable = "ASSAY_LIBDUCKDB"

  /// `${XDG_DATA_HOME:-~/.local/share}/assay/engine/1.5.5`, filled by the installer. A relative XDG_DATA_HOME is ignored,
  /// as the XDG base directory specification asks.
  package let folder: String
  /// The library named by the environment, if any.
  package let named: String?
  /// Libraries in the order they are looked for; the first that exists is used, or its fault reported.
  package let candidates: [String]
  /// The folders that may hold extensions, in order.
  private let folders: [String]

  /// Looks who owns the folders, and at nothing else.
  package init(
    environment: [String: String], systemFolders: [String] = Self.systemFolders, homeFolder: String? = nil,
    program: String = DataPlaces.runningProgram
  ) {
    let places = DataPlaces(environment: environment, program: program, homeFolder: homeFolder)
    let name = "engine/" + EngineLibrary.version
    folder = places.own + "/" + name
    let usable = places.trusted(name + "/" + Self.libraryName).map { $0 + "/" + name }
    folders = usable
    named = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
    candidates = named.map { [$0] } ?? (usable + systemFolders).map { $0 + "/" + Self.libraryName }
  }

  /// The file of an extension where it is; where it would be installed when it is nowhere.
  package func extensionPath(_ name: String) -> String {
    let file = "/extensions/\(name).duckdb_extension"
    return (folders.first { access($0 + file, F_OK) == 0 } ?? folder) + file
  }

  /// The library that is in use, or the place it would be installed to.
  package var libraryPath: String {
    candidates.first { access($0, F_OK) == 0 } ?? named ?? folder + "/" + Self.libraryName
  }

  #if os(macOS)
    package static let libraryName = "libduckdb.dylib"
    package static let systemFolders = ["/opt/homebrew/lib", "/usr/local/lib"]
  #else
    package static let libraryName = "libduckdb.so"
    package static let systemFolders = [
      "/usr/local/lib", "/usr/lib64", "/usr/lib/\(SharedObjectFile.machine)-linux-gnu", "/usr/lib",
    ]
  #endif
}
