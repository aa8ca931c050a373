import Foundation

/// Installs the engine and its extensions for this user, and checks what is installed, through `install-engine.sh`.
///
/// Blocks; needs python3 with pip for what is not there yet, and a network or a mirror.
package struct EngineInstaller: Sendable {
  /// One file the installer knows, and whether it is the pinned one to the last byte.
  package struct Part: Sendable, Hashable {
    /// `other`: not the pinned build, and not in the folder that the installer fills; a system's own package may be so.
    package enum State: String, Sendable, Hashable { case installed, missing, damaged, other }
    /// `duckdb`, or the name of an extension.
    package let name: String
    package let state: State
    package let path: String
  }

  package static let extensions = ["delta", "httpfs", "mysql_scanner", "postgres_scanner", "sqlite_scanner"]

  private let environment: [String: String]
  private let locations: EngineLocations

  /// The script is part of the program: nothing that lies in a folder somewhere is ever run.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment, locations: EngineLocations? = nil) {
    self.environment = environment
    self.locations = locations ?? EngineLocations(environment: environment)
  }

  /// Installs the engine and the named extensions; what is in place and whole is left alone. The installer writes to this
  /// program's standard output and error.
  package func run(extensions: [String] = []) throws {
    let process = makeProcess(filesInUse + extensions)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw EngineError.installerFailed(status: process.terminationStatus) }
  }

  /// The state of the engine and of every extension. Reads all of each file: a second for everything.
  package func verify() throws -> [Part] {
    let process = makeProcess(["--check"] + filesInUse)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let parts = Self.parts(String(decoding: data, as: UTF8.self))
    // Status 1 with parts is a finding; without any, the script did not come to look.
    guard !parts.isEmpty else { throw EngineError.installerFailed(status: process.terminationStatus) }
    return parts
  }

  /// The script as one argument of the shell: its standard input stays the caller's, for pip.
  private func makeProcess(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", Self.script, "install-engine"] + arguments
    process.environment = environment
    return process
  }

  static var script: String { String(decoding: PackageResources.install_engine_sh, as: UTF8.self) }

  /// Which files are in use, wherever they are: a system-wide engine is looked at where it lies, and not fetched again.
  private var filesInUse: [String] {
    ["duckdb=" + locations.libraryPath] + Self.extensions.map { $0 + "=" + locations.extensionPath($0) }
  }

  static func parts(_ text: String) -> [Part] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t").map { String($0) }
      guard fields.count == 3, let state = Part.State(rawValue: fields[1]) else { return nil }
      return Part(name: fields[0], state: state, path: fields[2])
    }
  }
}
