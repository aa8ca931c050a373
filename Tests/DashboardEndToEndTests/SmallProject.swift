import Foundation
import TestSupport

/// The project of `assay init`, run once: small enough that nobody waits for it.
final class SmallProject: Sendable {
  let folder: TemporaryFolder
  var path: String { folder.path("shop") }

  /// Made once, for tests that only look.
  static let shared = Result { try SmallProject() }

  init() throws {
    folder = try TemporaryFolder(beneath: TemporaryFolder.memory)
    try Assay.run(["init", "shop"], in: folder.path)
    try Assay.run(["run"], in: path)
  }

  /// A copy for a test that changes something. The lake's tables are named relative to their project.
  static func copy() throws -> CopiedProject { try CopiedProject(of: try shared.get().path) }
}

/// A project in a folder of its own.
final class CopiedProject: Sendable {
  let folder: TemporaryFolder
  var path: String { folder.path("shop") }

  /// - Parameter left: names at the top of the project that are not copied.
  init(of original: String, without left: Set<String> = []) throws {
    folder = try TemporaryFolder(beneath: TemporaryFolder.memory)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: original) where !left.contains(name) {
      try FileManager.default.copyItem(atPath: original + "/" + name, toPath: path + "/" + name)
    }
  }

  /// The project of `assay init`, not run yet.
  init() throws {
    folder = try TemporaryFolder(beneath: TemporaryFolder.memory)
    try Assay.run(["init", "shop"], in: folder.path)
  }

  func write(_ text: String, to name: String) throws { try folder.write(text, to: "shop/" + name) }

  @discardableResult
  func assay(_ arguments: String..., mayFail: Bool = false) throws -> Assay.Answer {
    try Assay.run(arguments, in: path, mayFail: mayFail)
  }
}
