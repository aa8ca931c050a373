import Operations
import StatesLanguage

extension StateMap {
  /// A machine as it is drawn.
  package init(_ definition: MachineDefinition) { self.init(definition.body) }

  private init(_ block: BlockDefinition) {
    self.init(start: block.start, nodes: block.states.map(Self.node))
  }

  private static func node(_ state: StateDefinition) -> Node {
    var node = Node(name: state.name, kind: state.kind.rawValue, note: state.summary)
    node.inner = state.blocks.map { StateMap($0) }
    node.ways = state.ways.map { way, to in
      switch way {
      case .next: Way(to: to)
      case .otherwise: Way(to: to, label: "otherwise")
      case .rule(let index): Way(to: to, label: "if " + words(of: index, in: state))
      case .caught(let index):
        Way(to: to, label: "on " + state.catchers[index].errors.joined(separator: ", "), isCaught: true)
      }
    }
    return node
  }

  private static func words(of rule: Int, in state: StateDefinition) -> String {
    if case .choice(let choice) = state.work { choice.rules[rule].words } else { "" }
  }
}
