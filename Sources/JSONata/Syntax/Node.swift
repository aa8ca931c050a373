/// A place in the tree of an expression. A class, because ancestors (`%`) are labelled after the tree is made.
final class Node {
  indirect enum Kind {
    case string(String)
    case number(Double)
    case literal(Value)
    case pattern(Pattern)
    case variable(String)
    case name(String)
    case wildcard
    case descendants
    case parent(AncestorSlot)
    case path([Node])
    case binary(String, Node, Node)
    case negation(Node)
    case arrayConstructor([Node])
    case objectConstructor([(key: Node, value: Node)])
    case block([Node])
    case condition(Node, then: Node, otherwise: Node?)
    case assignment(String, Node)
    /// `lhs ~> rhs`
    case chain(Node, Node)
    case call(Node, [Node])
    case partialCall(Node, [Node])
    /// The `?` among the arguments of a partial call.
    case placeholder
    case lambda(parameters: [String], signature: Signature?, body: Node)
    /// A call at the end of a function.
    case tailCall(Node)
    case transform(pattern: Node, update: Node, delete: Node?)
    case sort([SortTerm])
    // Only before the tree is put in order:
    case filtered(Node, by: Node)
    case grouped(Node, [(key: Node, value: Node)])
    case sorted(Node, [SortTerm])
    case focused(Node, String)
    case indexed(Node, String)
    case step(Node, Node)
  }

  enum Stage {
    case filter(Node)
    case index(String)
  }

  var kind: Kind
  /// As in `Token.position`.
  let position: Int
  /// Filters of a step that is no path by itself.
  var predicates: [Node] = []
  /// Filters and indices of a step within a path.
  var stages: [Stage] = []
  var group: [(key: Node, value: Node)]?
  /// The variable that `@` binds.
  var focus: String?
  /// The variable that `#` binds.
  var index: String?
  /// The name under which this step's context is kept for a `%` further on.
  var ancestor: AncestorSlot?
  /// Whether the step yields tuples.
  var yieldsTuples = false
  /// `[]` stood after it.
  var keepsArray = false
  /// A path with such a step.
  var keepsSingleton = false
  /// An array constructor at an end of a path.
  var isConstructedArray = false
  /// Slots that look for their step outside of this node.
  var seekingParent: [AncestorSlot] = []

  init(_ kind: Kind, _ position: Int) { (self.kind, self.position) = (kind, position) }

  var steps: [Node]? { if case .path(let steps) = kind { steps } else { nil } }
}

struct SortTerm {
  let isDescending: Bool
  let expression: Node
}

/// Which step a `%` means: found by going back `level` steps.
final class AncestorSlot {
  var label: String
  var level = 1
  init(_ label: String) { self.label = label }
}
