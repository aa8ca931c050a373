import ArgumentParser
import Foundation
import Operations

/// Changes in an environment that project.yml calls protected need its name: typed on a terminal, else by `--yes`.
struct ProtectedChange: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The name of a protected environment, to change it without being asked.", valueName: "environment"))
  var yes: String?

  /// Returns when the change may be made; a typed name that is another one, or none, ends the command with 2.
  func confirm(_ identity: EnvironmentIdentity, console: Console = .standard) throws(Failure) {
    guard identity.isProtected else { return }
    if let yes {
      guard yes == identity.environment else {
        throw .usage("--yes names \(yes), and this would change \(identity.environment); nothing was done")
      }
      return
    }
    guard console.readsFromTerminal, isatty(STDERR_FILENO) == 1 else {
      throw .usage(
        "the environment \(identity.environment) is protected; to change it say --yes \(identity.environment)")
    }
    console.explain("The environment \(identity.environment) is protected. Type its name to go on:")
    guard readLine()?.trimmingCharacters(in: .whitespaces) == identity.environment else {
      throw .usage("that is not \(identity.environment); nothing was done")
    }
  }
}
