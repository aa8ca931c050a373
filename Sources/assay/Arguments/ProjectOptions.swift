import ArgumentParser
import Foundation
import Project

/// Which project and which of its environments a command is about.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The project's folder. Default: ASSAY_PROJECT, else the nearest folder upwards with a project.yml.",
      valueName: "dir"))
  var project: String?

  @Option(
    name: .long, help: ArgumentHelp("The environment. Default: ASSAY_ENV, else the project's own.", valueName: "name"))
  var env: String?

  var variables: [String: String] { ProcessInfo.processInfo.environment }

  private func variable(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

  var environmentName: String? { env ?? variable("ASSAY_ENV") }

  /// The project's folder, absolute.
  func folder() throws(Failure) -> String {
    if let named = project ?? variable("ASSAY_PROJECT") {
      let path = FolderPath.absolute(named)
      guard FileManager.default.fileExists(atPath: path + "/project.yml") else {
        throw .usage("there is no project.yml in \(path); make a project with: assay init \(named)")
      }
      return path
    }
    let current = FileManager.default.currentDirectoryPath
    guard let found = ProjectDefinition.folder(above: current) else {
      throw .usage(
        "\(current) is in no project: no project.yml here or above. "
          + "Go into one, name it with --project DIR, make one with 'assay init DIR', or see 'assay demo'")
    }
    return found
  }
}
