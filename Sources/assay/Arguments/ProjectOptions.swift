import ArgumentParser
import Clocks
import Foundation
import LocalOperations
import ModelSQL
import Operations
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

  private var variables: [String: String] { ProcessInfo.processInfo.environment }

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
    guard let found = FolderPath.projectFolder(above: current) else {
      throw .usage(
        "\(current) is in no project: no project.yml here or above. "
          + "Go into one, name it with --project DIR, make one with 'assay init DIR', or see 'assay demo'")
    }
    return found
  }

  /// For a command that only looks, unless it says that it works.
  ///
  /// - Parameter clock: nil: the project's, which is the machine's but in a demo that lives.
  func open(
    for purpose: LocalEnvironment.Purpose = .looking, clock: (any WallClock)? = nil
  ) throws -> LocalEnvironment {
    let folder = try folder()
    return try LocalEnvironment(
      folder: folder, environment: environmentName, variables: variables, clock: clock ?? DemoClock.clock(of: folder),
      for: purpose)
  }

  /// To look at what happened: also while a definition is wrong, which is said then and keeps nobody from it.
  func history() throws -> any EnvironmentReading {
    let folder = try folder()
    let local = try LocalEnvironment.lookingBack(
      folder: folder, environment: environmentName, variables: variables, clock: DemoClock.clock(of: folder))
    if let first = local.obstacles.first {
      let more = local.obstacles.count > 1 ? " and \(local.obstacles.count - 1) more (assay validate)" : ""
      Console.standard.complain(
        "the project cannot run as it stands: \(first)\(more). "
          + "The answer goes by the definitions that its newest execution ran.")
    }
    return LocalOperations(local)
  }

  /// To look: what this gives cannot write.
  func reading() throws -> any EnvironmentReading { LocalOperations(try open(for: .looking)) }

  /// To run, stop or change something.
  func operations() throws -> any EnvironmentOperations { LocalOperations(try open(for: .working)) }

  /// For a screen: the tables are read by processes of their own, so that no engine is ever loaded into this one.
  func dashboardOperations(for purpose: LocalEnvironment.Purpose) throws -> LocalOperations {
    LocalOperations(reading: try open(for: purpose))
  }
}
