/// Text that is used and never shown: whatever prints, logs, dumps or compares a failure by it sees only that it is there.
package struct Secret: Sendable, Hashable {
  package let value: String

  package init(_ value: String) { self.value = value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(secret)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
