/// The one table of actions.
package struct ActionRegistry: Sendable {
  /// In the order given.
  package let actions: [Action]
  private let positions: [ActionID: Int]
  private let byScope: [Scope: [Int]]

  /// Throws when an id stands twice, or one key means two actions of one scope.
  package init(_ actions: [Action]) throws(ActionTableError) {
    var positions: [ActionID: Int] = [:]
    var byScope: [Scope: [Int]] = [:]
    var taken: [Scope: [Key: ActionID]] = [:]
    for (index, action) in actions.enumerated() {
      guard positions.updateValue(index, forKey: action.id) == nil else { throw .twice(action.id) }
      byScope[action.scope, default: []].append(index)
      for key in action.keys {
        if let other = taken[action.scope, default: [:]].updateValue(action.id, forKey: key) {
          throw .conflict(key, other, action.id)
        }
      }
    }
    self.actions = actions
    self.positions = positions
    self.byScope = byScope
  }

  package subscript(_ id: ActionID) -> Action? { positions[id].map { actions[$0] } }

  /// The actions of a scope, in the table's order.
  package func actions(in scope: Scope) -> [Action] { byScope[scope, default: []].map { actions[$0] } }

  /// The same table with other keys for some actions; an empty list leaves an action without a key.
  package func remapped(_ keys: [ActionID: [Key]]) throws(ActionTableError) -> ActionRegistry {
    if let stranger = keys.keys.map(\.rawValue).sorted().first(where: { positions[ActionID($0)] == nil }) {
      throw .unknown(ActionID(stranger))
    }
    return try ActionRegistry(actions.map { action in keys[action.id].map(action.with) ?? action })
  }
}

/// What is wrong with a table of actions or a key map.
package enum ActionTableError: Error, Hashable, CustomStringConvertible {
  case twice(ActionID)
  case conflict(Key, ActionID, ActionID)
  case unknown(ActionID)

  package var description: String {
    switch self {
    case .twice(let id): "the action \(id) stands twice in the table"
    case .conflict(let key, let one, let other): "the key \(key.label) means both \(one) and \(other)"
    case .unknown(let id): "there is no action \(id)"
    }
  }
}
