import Engine
import Foundation
import TestSupport
import Testing

#if os(Linux)
  struct EngineInstallerTests {
    private func environment(_ folder: TemporaryFolder) -> [String: String] {
      ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "XDG_DATA_HOME": folder.path]
    }

    @Test func `an empty folder lacks everything`() throws {
      let folder = try TemporaryFolder()
      let parts = try EngineInstaller(environment: environment(folder)).verify()
      #expect(parts.map(\.name) == ["duckdb"] + EngineInstaller.extensions)
      #expect(parts.allSatisfy { $0.state == .missing && $0.path.hasPrefix(folder.path + "/assay/engine/1.5.5/") })
      #expect(parts.first?.path == EngineLocations(environment: environment(folder)).candidates.first)
    }

    @Test func `a damaged file is told from a missing one`() throws {
      let folder = try TemporaryFolder()
      try folder.write("half a library", to: "assay/engine/1.5.5/libduckdb.so")
      let parts = try EngineInstaller(environment: environment(folder)).verify()
      #expect(parts.first?.state == .damaged)
    }

    @Test(.enabled(if: InstalledEngine.isThere))
    func `the installed engine is the pinned one`() throws {
      let folder = try TemporaryFolder()
      let library = try EngineLibrary.load(environment: ProcessInfo.processInfo.environment).path
      try FileManager.default.createDirectory(
        atPath: folder.path("assay/engine/1.5.5"), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("assay/engine/1.5.5/libduckdb.so"), withDestinationPath: library)
      #expect(try EngineInstaller(environment: environment(folder)).verify().first?.state == .installed)
    }

    @Test func `an extension nobody knows fails the installer before anything is fetched`() throws {
      let folder = try TemporaryFolder()
      let installer = try EngineInstaller(environment: environment(folder))
      #expect(throws: EngineError.installerFailed(status: 2)) { try installer.run(extensions: ["rm -rf"]) }
      #expect(!FileManager.default.fileExists(atPath: folder.path("assay")))
    }
  }
#endif
