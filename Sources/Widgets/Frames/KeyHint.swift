import Canvas

/// A key and what it does here and now.
package struct KeyHint: Hashable, Sendable {
  package var key: String
  package var label: String
  /// Why it does nothing now; nil when it works.
  package var disabledReason: String?

  package init(_ key: String, _ label: String, disabledReason: String? = nil) {
    self.key = key
    self.label = label
    self.disabledReason = disabledReason
  }

  package var isEnabled: Bool { disabledReason == nil }
}
