import Words

/// What an execution goes through, as a graph: the states of a machine with the machines within them, or tables with those
/// made from them.
package struct StateMap: Sendable, Hashable {
  package struct Way: Sendable, Hashable {
    /// Position among the nodes; nil: the end.
    package var to: Int?
    /// `if $.rows > 0`, `otherwise`, `on States.ALL`; empty where there is nothing to say.
    package var label: String
    /// An error leads here.
    package var isCaught: Bool

    package init(to: Int?, label: String = "", isCaught: Bool = false) {
      (self.to, self.label, self.isCaught) = (to, label, isCaught)
    }
  }

  package struct Node: Sendable, Hashable {
    package var name: String
    /// `Task`, `Choice`, `ingest`, `build` …
    package var kind: String
    /// What it does, in a few words.
    package var note: String
    /// The machines within: branches, or what is done with each item.
    package var inner: [StateMap] = []
    package var ways: [Way] = []

    package init(name: String, kind: String, note: String) { (self.name, self.kind, self.note) = (name, kind, note) }
  }

  /// Where it begins; nil: wherever nothing leads to.
  package var start: Int?
  package var nodes: [Node]

  package init(start: Int?, nodes: [Node]) { (self.start, self.nodes) = (start, nodes) }

  /// A run of tables: each leads to those that read it.
  package init(tables steps: [StepSummary]) {
    let places = Dictionary(steps.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    nodes = steps.map { Node(name: $0.name, kind: $0.kind.rawValue, note: "") }
    for (index, step) in steps.enumerated() {
      for name in step.dependsOn { places[name].map { nodes[$0].ways.append(Way(to: index)) } }
    }
  }

  /// It is of tables, which are read from left to right, and not of a machine.
  package var isOfTables: Bool { start == nil }

  /// All nodes, those within others after them.
  package var allNodes: [Node] { nodes.flatMap { [$0] + $0.inner.flatMap(\.allNodes) } }
}
