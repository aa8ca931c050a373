import Foundation

/// One environment of one project, opened to look: nothing that can be asked of this type writes anything.
/// `EnvironmentOperations` is the same opened to work. Screens and headless commands use nothing else, so every figure on a
/// screen is the figure of the command.
///
/// What can be seen comes in parts, each a small protocol (`RunReading`, `QualityReading` …). A provider conforms to those it
/// has; who needs one asks for it (`try operations.running.executions(query)`) and is told what is missing, and why.
/// `LocalOperations` reads the journal and the tables of this machine; another provider can read a cloud account behind
/// the same screens. `OperationsConformance` is what every provider must hold to.
///
/// **Threads.** All calls block and may be made from any thread, at the same time too, except the cooperative pool.
/// **Errors** are `OperationsError`. **Absence** is nil, never a zero or an empty text; an empty list says that there is none.
/// **Units**: seconds, bytes, rows, shares as 0…1, moments in UTC.
/// **As of.** Every read takes a moment. Nil, and any moment that has not come yet, is now. For one that has passed the
/// answer is what was known then, or the error `notAvailable`: never what is known today.
package protocol EnvironmentReading: Sendable {
  /// The same, for one call whose answer may lose its point while it is made: a call that takes long looks now and then
  /// whether it is still wanted, and ends early with any error when it is not.
  func asked(while isWanted: @escaping @Sendable () -> Bool) -> Self

  /// Project, environment and engine as the header shows them; costs nothing.
  var identity: EnvironmentIdentity { get }

  /// Now, by the environment's clock: what nil means in a read.
  func now() -> Date

  /// A number that changes when anything that can be read here changed, also by another process. Cheap enough for once a
  /// second.
  func changeToken() throws -> Int64

  /// Why a part that the provider is made for cannot be used here; nil where it can. Costs nothing.
  func obstacle(to capability: Capability) -> String?
}

extension EnvironmentReading {
  package func asked(while isWanted: @escaping @Sendable () -> Bool) -> Self { self }
  package func obstacle(to capability: Capability) -> String? { nil }
}

/// The same opened to work: its parts have verbs besides what can be read.
package protocol EnvironmentOperations: EnvironmentReading {}
