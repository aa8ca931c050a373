import Foundation
import Signing
import Synchronization

/// Keys as they are needed: found once, kept in memory alone, and found again before they end.
///
/// Of many threads that need new ones, one looks and the others wait for what it finds.
package final class CurrentKeys: Sendable {
  /// While they still count for so long, keys that cannot be renewed are used.
  private static let spare: TimeInterval = 15 * 60
  private static let last: TimeInterval = 60

  private let found = Mutex<CredentialChain.Found?>(nil)
  private let chain: CredentialChain

  package init(_ chain: CredentialChain) { self.chain = chain }

  package func current() throws(CredentialFailure) -> CredentialChain.Found {
    let result: Result<CredentialChain.Found, CredentialFailure> = found.withLock { found in
      if let found, remaining(found.key) > Self.spare { return .success(found) }
      do throws(CredentialFailure) {
        let fresh = try chain.find()
        found = fresh
        return .success(fresh)
      } catch {
        guard let found, remaining(found.key) > Self.last else { return .failure(error) }
        return .success(found)
      }
    }
    return try result.get()
  }

  /// Drops keys that a service no longer takes; those that another thread found meanwhile stay.
  package func drop(_ refused: AccessKey) {
    found.withLock { found in if found?.key == refused { found = nil } }
  }

  private func remaining(_ key: AccessKey) -> TimeInterval {
    key.expires.map { $0.timeIntervalSince(chain.surroundings.clock.now()) } ?? .infinity
  }
}
