import Foundation
import TestSupport
import Testing

@testable import Engine

#if os(Linux)
  struct EngineInstallerTests {
    private func environment(_ folder: TemporaryFolder) -> [String: String] {
      [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "XDG_DATA_HOME": folder.path,
        "XDG_DATA_DIRS": folder.path("none"),
      ]
    }

    /// Blind to whatever engine this machine has.
    private func installer(_ folder: TemporaryFolder, systemFolders: [String] = []) -> EngineInstaller {
      EngineInstaller(
        environment: environment(folder),
        locations: EngineLocations(
          environment: environment(folder), systemFolders: systemFolders, program: folder.path("bin/assay")))
    }

    @Test("an empty folder lacks everything") func anEmptyFolderLacksEverything() throws {
      let folder = try TemporaryFolder()
      let parts = try installer(folder).verify()
      #expect(parts.map(\.name) == ["duckdb"] + EngineInstaller.extensions)
      #expect(parts.allSatisfy { $0.state == .missing && $0.path.hasPrefix(folder.path + "/assay/engine/1.5.5/") })
    }

    @Test("a damaged file is told from a missing one") func aDamagedFileIsToldFromAMissingOne() throws {
      let folder = try TemporaryFolder()
      try folder.write("half a library", to: "assay/engine/1.5.5/libduckdb.so")
      let parts = try installer(folder).verify()
      #expect(parts.first?.state == .damaged)
    }

    @Test("the installed engine is the pinned one")
    func theInstalledEngineIsThePinnedOne() throws {
      let folder = try TemporaryFolder()
      let library = try EngineLibrary.load(environment: ProcessInfo.processInfo.environment).path
      try FileManager.default.createDirectory(
        atPath: folder.path("assay/engine/1.5.5"), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("assay/engine/1.5.5/libduckdb.so"), withDestinationPath: library)
      #expect(try installer(folder).verify().first?.state == .installed)
    }

    @Test("an extension nobody knows fails the installer before anything is fetched")
    func anExtensionNobodyKnowsFailsTheInstallerBeforeAnythingIsFetched() throws {
      let folder = try TemporaryFolder()
      let installer = installer(folder)
      #expect(throws: EngineError.installerFailed(status: 2)) { try installer.run(extensions: ["rm -rf"]) }
      #expect(!FileManager.default.fileExists(atPath: folder.path("assay")))
    }

    @Test("A system-wide engine is judged by its own bytes: the pinned one is whole, another build is told apart")
    func systemWide() throws {
      let folder = try TemporaryFolder()
      let library = try folder.write("another build", to: "lib/libduckdb.so")
      let part = try #require(try installer(folder, systemFolders: [folder.path("lib")]).verify().first)
      #expect(part.state == .other && part.path == library)
    }

    @Test("The script that is run is the one in the tree, whole")
    func scriptIsFresh() throws {
      let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      let file = root.appendingPathComponent("Sources/Engine/Resources/install-engine.sh")
      #expect(EngineInstaller.script == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test("Without HOME the system is asked where the user's folder is", arguments: [[:], ["HOME": ""]])
    func noHome(_ home: [String: String]) throws {
      let environment = ["PATH": "/usr/bin:/bin"].merging(home) { $1 }
      let parts = try EngineInstaller(environment: environment).verify()
      #expect(parts.count == 6 && parts.allSatisfy { $0.path.hasPrefix("/") && !$0.path.hasPrefix("/.local") })
    }

    @Test("A folder that cannot be made is one sentence with the variable that helps, and leaves nothing")
    func unwritable() throws {
      let folder = try TemporaryFolder()
      let file = try folder.write("a file, no folder", to: "home")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", EngineInstaller.script, "install-engine"]
      process.environment = ["PATH": "/usr/bin:/bin", "XDG_DATA_HOME": file]
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 3 && text.contains("set XDG_DATA_HOME"))
      #expect(text.split(separator: "\n").count == 1)
    }
  }
#endif
