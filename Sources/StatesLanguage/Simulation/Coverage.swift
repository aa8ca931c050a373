/// What was touched of a machine, by one execution or by several.
package struct Coverage: Sendable {
  package struct Line: Sendable, Hashable {
    package let state: String
    /// Nil: the state itself.
    package let way: Transition.Way?
    package let to: String?
  }

  package private(set) var states: Set<String> = []
  package private(set) var ways: Set<Transition> = []

  package init() {}

  /// A state counts when it was left, or when it is where an execution ended.
  package mutating func add(_ execution: Execution, _ history: [HistoryEvent]) {
    ways.formUnion(execution.transitions)
    states.formUnion(execution.transitions.map(\.state))
    for case .stateEntered(_, let name, _) in history.lazy.map(\.detail) { states.insert(name) }
  }

  package mutating func add(_ other: Coverage) {
    states.formUnion(other.states)
    ways.formUnion(other.ways)
  }

  /// What was not touched, in the order of the text.
  package func missing(of definition: MachineDefinition) -> [Line] { lines(of: definition).filter { !isTouched($0) } }

  package func isTouched(_ line: Line) -> Bool {
    guard let way = line.way else { return states.contains(line.state) }
    return ways.contains(Transition(state: line.state, way: way))
  }

  /// All there is to touch.
  package func lines(of definition: MachineDefinition) -> [Line] { Self.lines(of: definition.body) }

  private static func lines(of block: BlockDefinition) -> [Line] {
    block.states.flatMap { state in
      [Line(state: state.name, way: nil, to: nil)]
        + state.ways.map { way in
          Line(state: state.name, way: way.way, to: way.to.map { block.states[$0].name })
        } + state.blocks.flatMap(lines)
    }
  }
}
