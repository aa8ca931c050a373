import Foundation

/// What a source delivered last, and what it is expected to deliver.
package struct SourceDelivery: Sendable, Hashable, Identifiable {
  package enum State: String, Sendable, Hashable, CaseIterable {
    case fresh = "FRESH"
    /// Over the warning limit of its policy.
    case late = "LATE"
    /// Over the error limit.
    case overdue = "OVERDUE"
    /// It has no policy, or nothing came yet.
    case unknown = "UNKNOWN"
  }

  package var id: String { name }
  package var name: String
  package var state: State
  /// One sentence fragment: `3 hours 20 minutes old`.
  package var reason: String
  /// The newest loaded file, as its manifest names it, and when it was loaded.
  package var lastFile: String?
  package var lastAt: Date?
  /// Files that lie there and were not loaded.
  package var waiting: Int
  /// The file of today; nil where the source says nothing of one.
  package var expected: String?
  /// It lies there, or was loaded.
  package var hasExpected: Bool
  /// What keeps it from being read; nil when nothing does.
  package var trouble: String?

  package init(
    name: String, state: State, reason: String, lastFile: String? = nil, lastAt: Date? = nil, waiting: Int = 0,
    expected: String? = nil, hasExpected: Bool = false, trouble: String? = nil
  ) {
    (self.name, self.state, self.reason) = (name, state, reason)
    (self.lastFile, self.lastAt, self.waiting) = (lastFile, lastAt, waiting)
    (self.expected, self.hasExpected, self.trouble) = (expected, hasExpected, trouble)
  }
}
