import ArgumentParser
import Foundation
import LocalOperations

/// Changes in an environment that project.yml calls protected need its name: typed on a terminal, else by `--yes`.
struct ProtectedChange: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The name of a protected environment, to change it without being asked.", valueName: "environment"))
  var yes: String?

  /// Returns when the change may be made; a typed name that is another one, or none, ends the command with 2.
  func confirm(_ local: LocalEnvironment, console: Console = .standard) throws(Failure) {
    let environment = local.project.environment
    guard environment.isProtected else { return }
    if let yes {
      guard yes == environment.name else {
        throw .usage("--yes names \(yes), and this would change \(environment.name); nothing was done")
      }
      return
    }
    guard console.readsFromTerminal, isatty(STDERR_FILENO) == 1 else {
      throw .usage("the environment \(environment.name) is protected; to change it say --yes \(environment.name)")
    }
    console.explain("The environment \(environment.name) is protected. Type its name to go on:")
    guard readLine()?.trimmingCharacters(in: .whitespaces) == environment.name else {
      throw .usage("that is not \(environment.name); nothing was done")
    }
  }
}
