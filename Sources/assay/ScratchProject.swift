import Clocks
import Foundation
import Lake
import LocalOperations
import ModelSQL

/// An empty project that lives as long as the value: what reads a file or a table of nobody's project works in it.
final class ScratchProject {
  private let folder: String
  private let local: LocalEnvironment

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/assay-" + UUID().uuidString
    try FolderPath.write(Array("name: scratch\n".utf8), to: folder + "/project.yml")
    local = try LocalEnvironment(
      folder: folder, environment: nil, variables: ProcessInfo.processInfo.environment, clock: SystemClock())
  }

  deinit {
    // What cannot be removed is left to the system's own clean-up of its temporary folder.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// An engine that may read the folder.
  func session(reading folder: String) throws -> LakeSession { try local.session(alsoReading: [folder]) }

  /// An engine that may read a Delta table's folder and where else its files are, as those of a shallow clone.
  func session(readingTable path: String, version: TableVersion = .newest) throws -> LakeSession {
    let session = try session(reading: path)
    let outside = try LakeQuery(session).foldersOutside(path: path, version: version)
    return outside.isEmpty ? session : try local.session(alsoReading: [path] + outside)
  }

  /// A Delta table as something SQL can read from in the session.
  func relation(deltaTable path: String, _ session: LakeSession) throws -> String {
    let table = TableName(.silver, "data")
    let place = local.workspace.tablePath(table)
    try FileManager.default.createDirectory(
      atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: path)
    let now = Date()
    // Asking for the table makes a view of it in this session.
    _ = try LakeQuery(session).run(
      SQLText("select * from \(table) limit 0"), file: path,
      parameters: RunParameters(runDate: CalendarDay(now), runTimestamp: now))
    return table.sql
  }
}
