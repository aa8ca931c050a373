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
