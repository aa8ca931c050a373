/// The variables that can be seen at a place, those of the places around it included.
final class Environment {
  private var variables: [ExactText: Value] = [:]
  private let enclosing: Environment?

  init(enclosing: Environment? = nil) { self.enclosing = enclosing }

  func bind(_ name: String, _ value: Value) { variables[ExactText(name)] = value }

  func value(of name: String) -> Value {
    let key = ExactText(name)
    var scope: Environment? = self
    while let current = scope {
      if let value = current.variables[key] { return value }
      scope = current.enclosing
    }
    return .undefined
  }

  /// A scope in which the bindings of a tuple are variables.
  func binding(tuple: ValueObject) -> Environment {
    let scope = Environment(enclosing: self)
    for entry in tuple.entries { scope.bind(entry.name, entry.value) }
    return scope
  }
}
