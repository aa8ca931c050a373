import Clocks
import Foundation
import Lake
import Operations
import Reading

/// An empty project that lives as long as the value: what reads a file or a table of nobody's project works in it.
package final class ScratchProject {
  private let folder: String
  private let local: LocalEnvironment

  package init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/assay-" + UUID().uuidString
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data("name: scratch\n".utf8).write(to: URL(fileURLWithPath: folder + "/project.yml"))
    } catch {
      throw OperationsError.failed("\(folder)/project.yml cannot be written: \(error.localizedDescription)")
    }
    local = try LocalEnvironment(
      folder: folder, environment: nil, variables: ProcessInfo.processInfo.environment, clock: SystemClock())
  }

  deinit {
    // What cannot be removed is left to the system's own clean-up of its temporary folder.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// An engine that may read the folders and the files, and nothing else.
  package func session(reading folders: [String] = [], files: [String] = []) throws -> LakeSession {
    try local.session(alsoReading: folders, files: files)
  }

  /// An engine that may read Delta tables' folders and where else their files are, as those of a shallow clone.
  package func session(
    readingTables paths: [String], files: [String] = [], version: TableVersion = .newest
  ) throws -> LakeSession {
    let session = try session(reading: paths, files: files)
    let outside = try paths.flatMap { try RowReading(session, for: .owner).foldersOutside(path: $0, version: version) }
    return outside.isEmpty ? session : try self.session(reading: paths + outside, files: files)
  }
}
