/// What a step is called within its execution: its table's name where it makes one, its state's name in a state machine.
package struct StepName: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ text: String) { rawValue = text }
  package init(_ table: TableName) { rawValue = table.description }

  package var description: String { rawValue }
  package static func < (a: StepName, b: StepName) -> Bool { a.rawValue < b.rawValue }
}
