import Foundation
import Synchronization

/// Calls that wait for others more than they work, several at a time.
package enum Parallel {
  /// How many are under way at once.
  package static let width = 6

  /// Does something with each number below a count; the first failure ends it, once what is under way is over. Blocks.
  package static func each<Failure: Error>(
    _ count: Int, _ work: @escaping @Sendable (Int) throws(Failure) -> Void
  ) throws(Failure) {
    if count == 1 { return try work(0) }
    let queue = DispatchQueue(label: "assay storage", attributes: .concurrent)
    let group = DispatchGroup()
    let shared = Shared<Failure>()
    for _ in 0..<min(width, count) {
      queue.async(group: group) { shared.run(count, work) }
    }
    group.wait()
    if let failure = shared.state.withLock({ $0.failure }) { throw failure }
  }

  private final class Shared<Failure: Error>: Sendable {
    struct State {
      var next = 0
      var failure: Failure?
    }

    let state = Mutex(State())

    func run(_ count: Int, _ work: (Int) throws(Failure) -> Void) {
      while let number = take(count) {
        do throws(Failure) { try work(number) } catch {
          state.withLock { $0.failure = $0.failure ?? error }
        }
      }
    }

    private func take(_ count: Int) -> Int? {
      state.withLock { state in
        guard state.failure == nil, state.next < count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }
  }
}
