import Foundation

/// Installs the engine and its extensions for this user, and checks what is installed, through `install-engine.sh`.
///
/// Blocks; needs python3 with pip for what is not there yet, and a network or a mirror.
package struct EngineInstaller: Sendable {
  /// One file the installer knows, and whether it is the pinned one to the last byte.
  package struct Part: Sendable, Hashable {
    package enum State: String, Sendable, Hashable { case installed, missing, damaged }
    /// `duckdb`, or the name of an extension.
    package let name: String
    package let state: State
    package let path: String
  }

  package static let extensions = ["delta", "httpfs", "mysql_scanner", "postgres_scanner", "sqlite_scanner"]

  private let script: String
  private let environment: [String: String]

  /// - Throws: `EngineError.installerMissing` when the script is neither beside the program, nor under ASSAY_HOME, nor
  ///   where it was built.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(EngineError) {
    let places = Self.places(environment)
    guard let script = places.first(where: { access($0, R_OK) == 0 }) else {
      throw .installerMissing(searched: places)
    }
    self.script = script
    self.environment = environment
  }

  /// Installs the engine and the named extensions; what is in place and whole is left alone. The installer writes to this
  /// program's standard output and error.
  package func run(extensions: [String] = []) throws {
    let process = makeProcess(extensions)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw EngineError.installerFailed(status: process.terminationStatus) }
  }

  /// The state of the engine and of every extension. Reads all of each file: a second for everything.
  package func verify() throws -> [Part] {
    let process = makeProcess(["--check"])
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

  private func makeProcess(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [script] + arguments
    process.environment = environment
    return process
  }

  static func parts(_ text: String) -> [Part] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t").map { String($0) }
      guard fields.count == 3, let state = Part.State(rawValue: fields[1]) else { return nil }
      return Part(name: fields[0], state: state, path: fields[2])
    }
  }

  /// `Bundle.module` is not asked, because it ends the program when the bundle is missing.
  private static func places(_ environment: [String: String]) -> [String] {
    let program = Bundle.main.bundleURL.resolvingSymlinksInPath().path
    let home = environment["ASSAY_HOME"].flatMap { $0.isEmpty ? nil : $0 + "/install-engine.sh" }
    let source = (#filePath as NSString).deletingLastPathComponent
    return [home, program + "/assay_Engine.resources/Resources/install-engine.sh"].compactMap { $0 }
      + [source + "/Resources/install-engine.sh"]
  }
}
