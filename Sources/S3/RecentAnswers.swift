import Storage
import Synchronization

/// What a bucket answered a moment ago, for who only looks: screens ask whenever the journal changed, which during a run is
/// each second. Names are held by their bytes, because to a bucket names that look the same may be two.
final class RecentAnswers: Sendable {
  private struct Held<Value: Sendable>: Sendable {
    let value: Value
    let at: ContinuousClock.Instant
  }

  private struct State {
    var lists: [[UInt8]: Held<[String]?>] = [:]
    var states: [[UInt8]: Held<ObjectStatus?>] = [:]
    var presence: [[UInt8]: Held<Bool>] = [:]

    var count: Int { lists.count + states.count + presence.count }
  }

  private let state = Mutex(State())
  /// How long an answer counts.
  private let age: Duration
  private let now: @Sendable () -> ContinuousClock.Instant

  private static let most = 20_000

  init(age: Duration, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    (self.age, self.now) = (age, now)
  }

  func forget() { state.withLock { $0 = State() } }

  func list(_ folder: String, _ ask: () throws(StorageError) -> [String]?) throws(StorageError) -> [String]? {
    let key = Array(folder.utf8)
    if let held = fresh(state.withLock { $0.lists[key] }) { return held }
    let answer = try ask()
    keep { $0.lists[key] = Held(value: answer, at: $1) }
    return answer
  }

  func status(_ path: String, _ ask: () throws(StorageError) -> ObjectStatus?) throws(StorageError) -> ObjectStatus? {
    let key = Array(path.utf8)
    if let held = fresh(state.withLock { $0.states[key] }) { return held }
    let answer = try ask()
    keep { $0.states[key] = Held(value: answer, at: $1) }
    return answer
  }

  /// - Parameter ask: told those of which nothing is known.
  func missing(
    among paths: [String], _ ask: ([String]) throws(StorageError) -> [String]
  ) throws(StorageError) -> [String] {
    let known = state.withLock { state in paths.map { state.presence[Array($0.utf8)] } }.map(fresh)
    let open = paths.indices.filter { known[$0] == nil }.map { paths[$0] }
    let gone = Set(try open.isEmpty ? [] : ask(open).map { Array($0.utf8) })
    keep { state, moment in
      for path in open {
        let key = Array(path.utf8)
        state.presence[key] = Held(value: !gone.contains(key), at: moment)
      }
    }
    return paths.indices.filter { known[$0].map { !$0 } ?? gone.contains(Array(paths[$0].utf8)) }.map { paths[$0] }
  }

  private func fresh<Value>(_ held: Held<Value>?) -> Value? {
    held.flatMap { now() - $0.at < age ? $0.value : nil }
  }

  private func keep(_ change: (inout State, ContinuousClock.Instant) -> Void) {
    let moment = now()
    state.withLock { state in
      if state.count > Self.most { state = State() }
      change(&state, moment)
    }
  }
}
