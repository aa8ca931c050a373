/// A way out of a state.
package struct Transition: Sendable, Hashable {
  package enum Way: Sendable, Hashable {
    /// `Next`, or the end.
    case next
    /// A rule of a Choice, from 0.
    case rule(Int)
    /// `Default`
    case otherwise
    /// A catcher, from 0.
    case caught(Int)
  }

  package let state: String
  package let way: Way
}

extension StateDefinition {
  /// The ways out of the state, each with the index of the state it leads to; nil: the end.
  package var ways: [(way: Transition.Way, to: Int?)] {
    var ways: [(way: Transition.Way, to: Int?)] = []
    switch work {
    case .choice(let choice):
      ways += choice.rules.enumerated().map { (.rule($0.offset), $0.element.next) }
      if let otherwise = choice.otherwise { ways.append((.otherwise, otherwise)) }
    case .fail: break
    default: ways.append((.next, next))
    }
    return ways + catchers.enumerated().map { (.caught($0.offset), $0.element.next) }
  }

  /// The machines within.
  package var blocks: [BlockDefinition] {
    switch work {
    case .parallel(let branches): branches
    case .map(let map): [map.processor]
    default: []
    }
  }

  /// The state and all states within.
  package var withInner: [StateDefinition] { [self] + blocks.flatMap { $0.states.flatMap(\.withInner) } }
}

extension MachineDefinition {
  /// All states, those of branches and items included.
  package var allStates: [StateDefinition] { body.states.flatMap(\.withInner) }
}

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
