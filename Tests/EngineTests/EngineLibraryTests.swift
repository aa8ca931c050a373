import Foundation
import TestSupport
import Testing

@testable import Engine

struct EngineLibraryTests {
  private static let name = EngineLocations.libraryName

  @Test("the library is looked for in the user's folder and then in the system's")
  func theLibraryIsLookedForInTheUserSFolderAndThenInTheSystemS() {
    let locations = EngineLocations(
      environment: ["HOME": "/home/ada", "XDG_DATA_DIRS": "/srv"], systemFolders: ["/usr/local/lib"],
      program: "/nowhere/bin/assay")
    #expect(
      locations.candidates
        == [
          "/home/ada/.local/share/assay", "/nowhere/bin", "/nowhere/share/assay", "/srv/assay",
        ].map { $0 + "/engine/1.5.5/\(Self.name)" } + ["/usr/local/lib/\(Self.name)"])
    #expect(
      locations.extensionPath("delta")
        == "/home/ada/.local/share/assay/engine/1.5.5/extensions/delta.duckdb_extension")
  }

  @Test("XDG_DATA_HOME moves the user's folder when it is absolute")
  func xdgDATAHOMEMovesTheUserSFolderWhenItIsAbsolute() {
    let moved = EngineLocations(environment: ["HOME": "/home/ada", "XDG_DATA_HOME": "/data"])
    #expect(moved.folder == "/data/assay/engine/1.5.5")
    let relative = EngineLocations(environment: ["HOME": "/home/ada", "XDG_DATA_HOME": "data"])
    #expect(relative.folder == "/home/ada/.local/share/assay/engine/1.5.5")
  }

  @Test("ASSAY_LIBDUCKDB stands alone, unless it is empty") func assayLIBDUCKDBStandsAloneUnlessItIsEmpty() {
    #expect(EngineLocations(environment: ["HOME": "/h", "ASSAY_LIBDUCKDB": "/x/lib.so"]).candidates == ["/x/lib.so"])
    #expect(EngineLocations(environment: ["HOME": "/h", "ASSAY_LIBDUCKDB": ""]).candidates.count > 1)
  }

  @Test("without HOME the user's folder comes from the system") func withoutHOMETheUserSFolderComesFromTheSystem() {
    #expect(EngineLocations(environment: [:]).folder.hasPrefix("/"))
  }

  @Test("a missing library names the places and the installation")
  func aMissingLibraryNamesThePlacesAndTheInstallation() throws {
    let locations = EngineLocations(
      environment: ["HOME": "/nowhere", "XDG_DATA_DIRS": "/srv"], systemFolders: ["/none"], program: "/app/bin/assay")
    let error = #expect(throws: EngineError.self) { _ = try EngineLibrary.load(from: locations) }
    #expect(
      error?.description
        == "DuckDB 1.5.5 is not installed; to install it: assay engine install (looked for /nowhere/.local/share/assay/engine/1.5.5/\(Self.name), "
        + ["/app/bin", "/app/share/assay", "/srv/assay"].map { $0 + "/engine/1.5.5/\(Self.name), " }.joined()
        + "/none/\(Self.name))")
  }

  @Test("the first library that exists decides, also when it is broken")
  func theFirstLibraryThatExistsDecidesAlsoWhenItIsBroken() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write("not a library", to: "first/\(Self.name)")
    try folder.write("nor this", to: "second/\(Self.name)")
    let locations = EngineLocations(
      environment: ["HOME": "/nowhere", "XDG_DATA_DIRS": folder.path],
      systemFolders: [folder.path("none"), folder.path("first"), folder.path("second")])
    let error = #expect(throws: EngineError.self) { _ = try EngineLibrary.load(from: locations) }
    #expect(error?.description == "\(first) is not a shared library. To mend it: assay engine install")
  }

  @Test("a path in the environment where nothing is names the variable")
  func aPathInTheEnvironmentWhereNothingIsNamesTheVariable() {
    #expect(
      message(for: "/nowhere/x.so")
        == "/nowhere/x.so, which ASSAY_LIBDUCKDB names, is not there. "
        + "To install one that works and unset the variable: assay engine install")
  }

  @Test("a folder in the library's place is told") func aFolderInTheLibrarySPlaceIsTold() throws {
    let folder = try TemporaryFolder()
    #expect(message(for: folder.path).contains(" is not a file. "))
  }

  @Test("an empty file is no library") func anEmptyFileIsNoLibrary() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "empty.so")
    #expect(message(for: path).contains(" is not a shared library. "))
  }

  #if os(Linux)
    @Test("a library for another processor is told apart") func aLibraryForAnotherProcessorIsToldApart() throws {
      let folder = try TemporaryFolder()
      var bytes = try #require(someLibrary())
      bytes[18] = 8
      let path = try folder.write(bytes, to: "mips.so")
      #expect(message(for: path).contains(" is built for another processor (8), and this machine is "))
    }

    @Test("a library that was cut short is not handed to the dynamic linker", arguments: [10, 63, 64, 4096, -1])
    func aLibraryThatWasCutShortIsNotHandedToTheDynamicLinker(_ length: Int) throws {
      let folder = try TemporaryFolder()
      let bytes = try #require(someLibrary())
      let kept = length < 0 ? bytes.count - 1 : length
      let path = try folder.write(Array(bytes.prefix(kept)), to: "short.so")
      #expect(message(for: path).contains("is cut short: \(kept) bytes of at least "))
    }

    @Test("a library that is something else is told") func aLibraryThatIsSomethingElseIsTold() throws {
      let folder = try TemporaryFolder()
      let path = try folder.write(try #require(someLibrary()), to: "other.so")
      #expect(
        message(for: path)
          == "\(path), which ASSAY_LIBDUCKDB names, is not DuckDB: it has no function duckdb_library_version. "
          + "To install one that works and unset the variable: assay engine install")
    }

    @Test("another version is refused with both versions, though it lacks functions too")
    func anotherVersionIsRefusedWithBothVersionsThoughItLacksFunctionsToo() throws {
      let folder = try TemporaryFolder()
      let path = folder.path("old.so")
      guard try compile("const char *duckdb_library_version(void) { return \"v1.4.0\"; }", to: path) else { return }
      #expect(message(for: path).contains(" is DuckDB v1.4.0, and v1.5.5 is needed. "))
    }

    @Test("the right version without its functions is refused by the first missing one")
    func theRightVersionWithoutItsFunctionsIsRefusedByTheFirstMissingOne() throws {
      let folder = try TemporaryFolder()
      let path = folder.path("hollow.so")
      guard try compile("const char *duckdb_library_version(void) { return \"v1.5.5\"; }", to: path) else { return }
      #expect(message(for: path).contains(" is not a whole DuckDB: it has no function duckdb_free. "))
    }
  #endif

  @Test("an engine that is loaded is used again, and no second one beside it")
  func anEngineThatIsLoadedIsUsedAgainAndNoSecondOneBesideIt() throws {
    let environment = ProcessInfo.processInfo.environment
    let library = try EngineLibrary.load(environment: environment)
    #expect(try EngineLibrary.load(environment: environment).path == library.path)
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: library.path, toPath: folder.path("copy.so"))
    let error = #expect(throws: EngineError.self) {
      _ = try EngineLibrary.load(environment: ["ASSAY_LIBDUCKDB": folder.path("copy.so")])
    }
    #expect(error == .anotherLibraryLoaded(path: library.path))
  }

  /// The error for a library that the environment names. Opened directly, because a process that already has its engine
  /// loads no other.
  private func message(for path: String) -> String {
    let locations = EngineLocations(environment: ["HOME": "/nowhere", "ASSAY_LIBDUCKDB": path])
    do {
      return try EngineLibrary.open(try EngineLibrary.find(in: locations), locations).path + " was loaded"
    } catch {
      return error.description
    }
  }

  /// A small whole library of the system's.
  private func someLibrary() -> [UInt8]? {
    let folders = ["/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64", "/usr/lib64"]
    return folders.lazy.compactMap { FileManager.default.contents(atPath: $0 + "/libz.so.1").map { Array($0) } }.first
  }

  /// Compiles a library with Swift's own clang; false when there is none on the PATH.
  private func compile(_ source: String, to path: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["clang", "-shared", "-fPIC", "-o", path, "-x", "c", "-"]
    let input = Pipe()
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    try process.run()
    input.fileHandleForWriting.write(Data(source.utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
