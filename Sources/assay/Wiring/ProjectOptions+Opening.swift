import Clocks
import Foundation
import LocalOperations
import Operations

/// How what a command needs is opened.
extension ProjectOptions {
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

  /// What is wrong with the project, which need not open for it.
  func checks() throws(Failure) -> any ProjectChecking {
    LocalChecks(folder: try folder(), environment: environmentName, variables: variables, clock: SystemClock())
  }

  /// This machine, for what needs no project.
  var machine: any MachineReading { ThisMachine.asked(by: environmentName) }

  /// For a picture of the dashboard, which shows the verbs, too: opened to look none of them could change anything.
  func pictured() throws -> any EnvironmentOperations { LocalOperations(try open(for: .looking)) }
}

enum ThisMachine {
  /// - Parameter environment: of the projects that named files are in; nil: each project's own.
  static func asked(by environment: String? = nil) -> any MachineReading {
    LocalMachine(variables: ProcessInfo.processInfo.environment, environment: environment)
  }
}
