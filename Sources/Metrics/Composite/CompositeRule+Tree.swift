/// A line of a rule as a tree.
package struct CompositeBranch: Sendable, Hashable {
  /// 0 for the root.
  package let depth: Int
  /// `ANY OF`, `ALL OF`, `NOT`, or the state that is asked for: `ALARM`.
  package let text: String
  /// The alarm whose state is asked for; nil for what joins others.
  package let alarm: String?
  /// The state it has.
  package let state: AlarmState?
  package let isTrue: Bool
}

extension CompositeRule {
  /// The rule from the top down, each part with whether it is true. `a OR b OR c` is one branch of three.
  package func tree(_ states: [String: AlarmState]) -> [CompositeBranch] { root.branches(0, states) }
}

extension CompositeNode {
  fileprivate func branches(_ depth: Int, _ states: [String: AlarmState]) -> [CompositeBranch] {
    func branch(_ text: String, alarm: String? = nil, state: AlarmState? = nil) -> CompositeBranch {
      CompositeBranch(depth: depth, text: text, alarm: alarm, state: state, isTrue: isTrue(states))
    }
    func below(_ nodes: [CompositeNode]) -> [CompositeBranch] { nodes.flatMap { $0.branches(depth + 1, states) } }
    switch self {
    case .constant(let value): return [branch(value ? "TRUE" : "FALSE")]
    case .state(let wanted, let name):
      return [branch(wanted.rawValue, alarm: name, state: states[name] ?? .insufficientData)]
    case .negated(let node): return [branch("NOT")] + below([node])
    case .and: return [branch("ALL OF")] + below(all)
    case .or: return [branch("ANY OF")] + below(any)
    }
  }

  /// What a row of ANDs joins.
  private var all: [CompositeNode] { if case .and(let a, let b) = self { a.all + b.all } else { [self] } }
  private var any: [CompositeNode] { if case .or(let a, let b) = self { a.any + b.any } else { [self] } }
}
