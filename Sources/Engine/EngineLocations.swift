import Foundation

/// Where the engine and its extensions are, or would be, for one user. Pure: looks at no file.
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

  package init(
    environment: [String: String], systemFolders: [String] = Self.systemFolders, homeFolder: String? = nil
  ) {
    let home = homeFolder ?? environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    let given = environment["XDG_DATA_HOME"] ?? ""
    let data = given.hasPrefix("/") ? given : home + "/.local/share"
    folder = data + "/assay/engine/" + EngineLibrary.version
    named = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
    candidates = named.map { [$0] } ?? ([folder] + systemFolders).map { $0 + "/" + Self.libraryName }
  }

  /// The file of an extension, whether it is there or not.
  package func extensionPath(_ name: String) -> String { "\(folder)/extensions/\(name).duckdb_extension" }

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
