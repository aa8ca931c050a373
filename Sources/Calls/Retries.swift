import Foundation

/// How often and how long after each other a request is tried.
package struct Retries: Sendable {
  /// In all, from 1.
  package let attempts: Int
  private let random: @Sendable () -> Double
  private let sleep: @Sendable (Duration) -> Void

  private static let first = 0.2
  private static let longest = 20.0

  /// - Parameter random: from 0 to 1; many that were refused at one time come back at different ones.
  package init(
    attempts: Int = 6, random: @escaping @Sendable () -> Double = { .random(in: 0...1) },
    sleep: @escaping @Sendable (Duration) -> Void = { Thread.sleep(forTimeInterval: $0 / .seconds(1)) }
  ) {
    (self.attempts, self.random, self.sleep) = (max(1, attempts), random, sleep)
  }

  /// - Parameter asked: what the service itself wants waited, in seconds.
  package func wait(after attempt: Int, asked: Double?) {
    let most = min(Self.longest, Self.first * Double(1 << min(attempt, 16)))
    sleep(.seconds(max(random() * most, min(asked ?? 0, Self.longest))))
  }
}
