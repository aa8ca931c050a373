import ArgumentParser
import Foundation
import JSON
import Reports

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a small project that runs as it is.",
    discussion: "One source with a few orders, a Silver and a Gold table, rules, a dashboard and a saved query.")

  @OptionGroup var answer: AnswerOptions

  @Flag(name: .long, help: "And a workflow of a day, with its tests. Where a project is, only that.")
  var workflow = false

  @Argument(help: "The folder to make; '.' for this one.")
  var dir: String

  func run() throws {
    let folder = FolderPath.absolute(dir)
    let isProject = FileManager.default.fileExists(atPath: folder + "/project.yml")
    let whole = Scaffold(name: (folder as NSString).lastPathComponent).files
    let files = (workflow && isProject ? [] : whole) + (workflow ? Scaffold.workflow : [])
    let taken = files.map(\.path).filter { FileManager.default.fileExists(atPath: folder + "/" + $0) }
    guard taken.isEmpty else {
      throw Failure.usage("\(folder) has \(taken.joined(separator: ", ")) already; give another folder")
    }
    for file in files { try FolderPath.write(Array(file.text.utf8), to: folder + "/" + file.path) }
    answer.show(["folder": .string(folder), "files": .array(files.map { .string($0.path) })]) { _ in
      files.map { StyledLine("  " + $0.path, .dim) }
        + [
          StyledLine("\(folder) is a project now. Go on:"), StyledLine("  cd \(folder)"),
          StyledLine("  assay validate"),
          StyledLine("  assay run"), StyledLine("  assay report"),
        ] + (workflow ? [StyledLine("  assay workflow coverage"), StyledLine("  assay run daily")] : [])
    }
  }
}
