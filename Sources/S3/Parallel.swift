import Foundation
import Synchronization

/// Calls that wait for others more than they work, several at a time.
enum Parallel {
  /// How many are under way at once.
  static let width = 6

  /// Does something with each number below a count; the first failure ends it, once what is under way is over.
  static func each(
    _ count: Int, _ work: @escaping @Sendable (Int) throws(S3Failure) -> Void
  ) throws(S3Failure) {
    if count == 1 { return try work(0) }
    let queue = DispatchQueue(label: "assay s3", attributes: .concurrent)
    let group = DispatchGroup()
    let shared = Shared()
    for _ in 0..<min(width, count) {
      queue.async(group: group) { shared.run(count, work) }
    }
    group.wait()
    if let failure = shared.state.withLock({ $0.failure }) { throw failure }
  }

  private final class Shared: Sendable {
    let state = Mutex<(next: Int, failure: S3Failure?)>((0, nil))

    func run(_ count: Int, _ work: (Int) throws(S3Failure) -> Void) {
      while let number = take(count) {
        do throws(S3Failure) { try work(number) } catch {
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
