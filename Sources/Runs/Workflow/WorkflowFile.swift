import Foundation
import Project
import Words

/// The definitions of a project's folder `workflows`, as they stand now.
package struct WorkflowFile {
  private let project: ProjectDefinition

  package init(_ project: ProjectDefinition) { self.project = project }

  private static let suffix = ".asl.json"

  /// By name; a folder that is not there has none.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: project.folder + "/workflows")) ?? [])
      .filter { $0.hasSuffix(Self.suffix) }.map { String($0.dropLast(Self.suffix.count)) }.sorted()
  }

  package func text(_ name: String) throws(RunError) -> String {
    guard names.contains(name),
      let bytes = FileManager.default.contents(atPath: "\(project.folder)/workflows/\(name)\(Self.suffix)")
    else {
      throw RunError(
        .notFound, "there is no workflow \(name) in workflows/\(NearestName.hint(for: name, among: names))")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RunError(.projectInvalid, "workflows/\(name)\(Self.suffix) is not UTF-8 text")
    }
    return text
  }
}
