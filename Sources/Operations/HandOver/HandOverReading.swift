import Foundation

/// What happened since a moment: what one shift tells the next.
package protocol HandOverReading: Sendable {
  /// Everything since a moment, oldest first. As of a moment that has passed: what had happened until then.
  func handOver(since: Date, asOf: Date?) throws -> HandOver
}

extension HandOverReading {
  package func handOver(since: Date) throws -> HandOver { try handOver(since: since, asOf: nil) }
}
