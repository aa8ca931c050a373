import Engine
import Foundation
import TestSupport
import Testing

/// Where sample data, themes and the engine are looked for, and whose folders are left alone.
@Suite struct DataPlacesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func places(_ environment: [String: String] = [:], program: String = "bin/assay") -> DataPlaces {
    DataPlaces(
      environment: ["HOME": folder.path("home"), "XDG_DATA_DIRS": folder.path("system")].merging(environment) { $1 },
      program: folder.path(program))
  }

  @Test("Places are asked in one order: named, the user's, beside the program, its share folder, the system's")
  func order() {
    #expect(
      places(["ASSAY_HOME": folder.path("named")]).paths(of: "themes") == [
        folder.path("named/themes"), folder.path("home/.local/share/assay/themes"), folder.path("bin/themes"),
        folder.path("share/assay/themes"), folder.path("system/assay/themes"),
      ])
  }

  @Test(
    "Without XDG_DATA_DIRS, or with relative ones, the system's folders are the usual two", arguments: ["", "data"])
  func systemFolders(_ given: String) {
    let folders = places(["XDG_DATA_DIRS": given]).folders
    #expect(folders.suffix(2) == ["/usr/local/share/assay", "/usr/share/assay"])
  }

  @Test("A program in the .build folder of a clone finds the clone; one that was copied elsewhere does not")
  func clone() throws {
    try folder.write("", to: "clone/Package.swift")
    try folder.write("", to: "clone/themes/a.yml")
    for build in [".build/x/release/assay", ".build-package/x/release/assay"] {
      #expect(places(program: "clone/" + build).found("themes") == [folder.path("clone/themes")])
    }
    #expect(places(program: "app/assay").found("themes").isEmpty)
    #expect(!places(program: "app/assay").folders.contains(folder.path("clone")))
  }

  @Test(
    "What somebody else owns is left alone, unless a person named the place",
    .enabled(if: geteuid() == 0, "only root can give a file away"))
  func owners() throws {
    for place in ["named", "bin", "share/assay", "system/assay"] {
      let path = try folder.write("", to: place + "/themes/a.yml")
      #expect(chown((path as NSString).deletingLastPathComponent, 65_534, 65_534) == 0)
    }
    #expect(places(["ASSAY_HOME": folder.path("named")]).found("themes") == [folder.path("named/themes")])
    #expect(places().found("themes").isEmpty)
    #expect(places().distrusted("themes") == folder.path("bin/themes"))
    try folder.write("", to: "bin/assay")
    #expect(chown(folder.path("bin/assay"), 65_534, 65_534) == 0)
    #expect(places().found("themes").count == 3, "whoever owns the running program could have changed it as well")
  }

  @Test("What everybody may write is left alone")
  func openToAll() throws {
    try folder.write("", to: "bin/themes/a.yml")
    #expect(chmod(folder.path("bin/themes"), 0o777) == 0)
    #expect(places().found("themes").isEmpty)
  }

  @Test("A system-wide engine is looked for in the same places, with its extensions")
  func engine() throws {
    let library = try folder.write("", to: "system/assay/engine/1.5.5/\(EngineLocations.libraryName)")
    let delta = try folder.write("", to: "system/assay/engine/1.5.5/extensions/delta.duckdb_extension")
    let locations = EngineLocations(
      environment: ["HOME": folder.path("home"), "XDG_DATA_DIRS": folder.path("system")], systemFolders: [],
      program: folder.path("bin/assay"))
    #expect(locations.libraryPath == library && locations.extensionPath("delta") == delta)
    #expect(locations.extensionPath("httpfs").hasPrefix(folder.path("home/.local/share/assay")))
  }
}
