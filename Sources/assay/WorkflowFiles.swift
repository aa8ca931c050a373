import Foundation
import Project
import StatesLanguage
import Words

/// State machines in files: those of a project's folder `workflows`, and single ones.
enum WorkflowFiles {
  static let suffix = ".asl.json"

  /// The problems of every machine of a project.
  static func problems(of folder: String) throws -> [Problem] {
    let workflows = folder + "/workflows"
    guard FolderPath.isFolder(workflows) else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: workflows).filter { $0.hasSuffix(suffix) }
    return try names.sorted().flatMap { name in
      problems(in: try FolderPath.text(of: workflows + "/" + name), "workflows/" + name)
    }
  }

  static func problems(in text: String, _ named: String) -> [Problem] {
    MachineValidator.problems(in: text).map { problem in
      Problem(
        named, SourcePosition(line: problem.place.line, column: problem.place.column),
        problem.severity == .error ? .error : .warning, problem.message)
    }
  }
}
