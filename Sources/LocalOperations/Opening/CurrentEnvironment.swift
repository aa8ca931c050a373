import Operations
import Project
import Synchronization

/// An environment as its definitions stand, also while they change: a dashboard stays open for days.
///
/// Who asks gets what was read last. It is read anew by `look`, and only there, so that within an answer nothing changes.
package final class CurrentEnvironment: Sendable {
  private struct State {
    let local: LocalEnvironment
    let lake: PathStamps
    /// What is wrong with the definitions as they stand now; then `local` is by those of before.
    var problem: String?
    let readings: Int
    var looks = 0
    var lakeMark: Int

    init(_ local: LocalEnvironment, readings: Int = 0) {
      (self.local, self.readings, lake) = (local, readings, PathStamps(of: local))
      lakeMark = lake.look()
    }
  }

  /// Of so many looks of a screen, one a second, one is at files: 150 of them would take a fourth of an idle second's work.
  private static let pause = 5

  private let state: Mutex<State>
  private let watch: DefinitionWatch?
  private let reopen: @Sendable () throws -> LocalEnvironment

  /// One that stays as it is.
  package init(_ local: LocalEnvironment) {
    state = Mutex(State(local))
    (watch, reopen) = (nil, { local })
  }

  /// - Parameter reopen: opens it anew, when a definition changed.
  package init(_ local: LocalEnvironment, reopen: @escaping @Sendable () throws -> LocalEnvironment) {
    state = Mutex(State(local))
    watch = DefinitionWatch(folder: local.project.folder)
    self.reopen = reopen
  }

  package var local: LocalEnvironment { state.withLock { $0.local } }

  /// A number that is another when folders of the lake are not as they were, at the last look where it is watched.
  var lakeMark: Int { state.withLock { watch == nil ? $0.lake.look() : $0.lakeMark } }

  package var identity: EnvironmentIdentity {
    let (local, readings) = state.withLock { ($0.local, $0.readings) }
    var identity = local.identity
    identity.definitions = readings
    return identity
  }

  /// Counts the look; where it is one at files, those of the lake are looked at.
  private func isDue() -> Bool {
    state.withLock { state in
      state.looks = (state.looks + 1) % Self.pause
      guard state.looks == 1 else { return false }
      state.lakeMark = state.lake.look()
      return true
    }
  }

  /// Reads the definitions anew where they changed. Gives what is wrong with them, nil where nothing is.
  package func look() -> String? {
    guard let watch, isDue(), watch.hasChanged() else { return state.withLock { $0.problem } }
    let fresh = Result { try reopen() }
    return state.withLock { state in
      switch fresh {
      case .success(let local): state = State(local, readings: state.readings + 1)
      case .failure(let error): state.problem = Self.text(error)
      }
      return state.problem
    }
  }

  private static func text(_ error: any Error) -> String {
    guard let errors = (error as? OpenFailure)?.errors else { return "\(error)" }
    let more = errors.count > 1 ? ", and \(errors.count - 1) more" : ""
    return (errors.first.map { "\($0)" } ?? "\(error)") + more
  }
}
