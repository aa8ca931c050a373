/// Puts the tree of the parser in order for evaluation: steps become paths, filters and bindings go to their steps, each
/// `%` finds the step it means, and calls at the end of functions are marked.
enum TreeOrder {
  static func ordered(_ root: Node) throws(EvaluationError) -> Node {
    let node = try order(root)
    if case .parent = node.kind { throw lost(node) }
    guard node.seekingParent.isEmpty else { throw lost(node) }
    return node
  }

  private static func lost(_ node: Node) -> EvaluationError {
    EvaluationError("S0217", "no step stands where % looks for its parent", position: node.position)
  }

  private static func order(_ node: Node) throws(EvaluationError) -> Node {
    switch node.kind {
    case .string, .number, .literal, .pattern, .variable, .wildcard, .descendants, .placeholder: return node
    case .name: return path(ofName: node)
    case .parent: return node
    case .step(let left, let right): return try step(node, left, right)
    case .filtered(let left, let predicate): return try filtered(node, left, predicate)
    case .grouped(let left, let pairs): return try grouped(node, left, pairs)
    case .sorted(let left, let terms): return try sorted(node, left, terms)
    case .focused(let left, let name): return try focused(node, left, name)
    case .indexed(let left, let name): return try indexed(node, left, name)
    default: return try operation(node)
    }
  }

  // MARK: Paths

  private static func path(ofName node: Node) -> Node {
    let path = Node(.path([node]), node.position)
    path.keepsSingleton = node.keepsArray
    return path
  }

  private static func step(_ node: Node, _ left: Node, _ right: Node) throws(EvaluationError) -> Node {
    let first = try order(left)
    let path = first.steps == nil ? Node(.path([first]), node.position) : first
    if first.steps == nil, case .parent(let slot) = first.kind { path.seekingParent = [slot] }
    let rest = try order(right)
    var steps = path.steps ?? []
    if let more = rest.steps {
      steps += more
    } else {
      if !rest.predicates.isEmpty {
        rest.stages = rest.predicates.map(Node.Stage.filter)
        rest.predicates = []
      }
      steps.append(rest)
    }
    for step in steps { try check(step) }
    if steps.contains(where: \.keepsArray) { path.keepsSingleton = true }
    for end in [steps.first, steps.last] {
      if let end, case .arrayConstructor = end.kind { end.isConstructedArray = true }
    }
    path.kind = .path(steps)
    if rest.keepsSingleton { path.keepsSingleton = true }
    try resolveAncestry(path)
    return path
  }

  /// A text within a path is the name of a field; a number is no step.
  private static func check(_ step: Node) throws(EvaluationError) {
    switch step.kind {
    case .string(let name): step.kind = .name(name)
    case .number, .literal:
      throw EvaluationError("S0213", "a value cannot be a step of a path", position: step.position)
    default: break
    }
  }

  private static func filtered(_ node: Node, _ left: Node, _ predicate: Node) throws(EvaluationError) -> Node {
    let result = try order(left)
    let step = result.steps?.last ?? result
    guard step.group == nil, result.group == nil else {
      throw EvaluationError("S0209", "a filter cannot follow a grouping", position: node.position)
    }
    let predicate = try order(predicate)
    for slot in predicate.seekingParent {
      if slot.level == 1 { try seekParent(step, slot) } else { slot.level -= 1 }
    }
    pushAncestry(step, predicate)
    if result.steps != nil { step.stages.append(.filter(predicate)) } else { step.predicates.append(predicate) }
    return result
  }

  private static func grouped(
    _ node: Node, _ left: Node, _ pairs: [(key: Node, value: Node)]
  ) throws(EvaluationError) -> Node {
    let result = try order(left)
    guard result.group == nil else {
      throw EvaluationError("S0210", "a step can be grouped once only", position: node.position)
    }
    result.group = try ordered(pairs)
    return result
  }

  private static func ordered(
    _ pairs: [(key: Node, value: Node)]
  ) throws(EvaluationError) -> [(key: Node, value: Node)] {
    var result: [(key: Node, value: Node)] = []
    for pair in pairs { result.append((try order(pair.key), try order(pair.value))) }
    return result
  }

  private static func sorted(_ node: Node, _ left: Node, _ terms: [SortTerm]) throws(EvaluationError) -> Node {
    let first = try order(left)
    let path = first.steps == nil ? Node(.path([first]), node.position) : first
    let sort = Node(.sort([]), node.position)
    var ordered: [SortTerm] = []
    for term in terms {
      let expression = try order(term.expression)
      pushAncestry(sort, expression)
      ordered.append(SortTerm(isDescending: term.isDescending, expression: expression))
    }
    sort.kind = .sort(ordered)
    path.kind = .path((path.steps ?? []) + [sort])
    try resolveAncestry(path)
    return path
  }

  private static func focused(_ node: Node, _ left: Node, _ name: String) throws(EvaluationError) -> Node {
    let result = try order(left)
    let step = result.steps?.last ?? result
    guard step.stages.isEmpty, step.predicates.isEmpty else {
      throw EvaluationError("S0215", "@ stands before the filters of a step", position: node.position)
    }
    if case .sort = step.kind {
      throw EvaluationError("S0216", "@ stands before the order of a step", position: node.position)
    }
    if node.keepsArray {
      step.keepsArray = true
      result.keepsSingleton = true
    }
    step.focus = name
    step.yieldsTuples = true
    return result
  }

  private static func indexed(_ node: Node, _ left: Node, _ name: String) throws(EvaluationError) -> Node {
    let first = try order(left)
    let step = first.steps?.last ?? first
    let result = first.steps == nil ? Node(.path([first]), first.position) : first
    if first.steps == nil, !step.predicates.isEmpty {
      step.stages = step.predicates.map(Node.Stage.filter)
      step.predicates = []
    }
    if node.keepsArray { result.keepsSingleton = true }
    if step.stages.isEmpty { step.index = name } else { step.stages.append(.index(name)) }
    step.yieldsTuples = true
    return result
  }

  // MARK: Everything else

  private static func operation(_ node: Node) throws(EvaluationError) -> Node {
    switch node.kind {
    case .binary(let symbol, let left, let right):
      node.kind = .binary(symbol, try child(left, of: node), try child(right, of: node))
    case .negation(let operand):
      if case .number(let number) = operand.kind { return Node(.number(-number), node.position) }
      node.kind = .negation(try child(operand, of: node))
    case .arrayConstructor(let items): node.kind = .arrayConstructor(try children(items, of: node))
    case .objectConstructor(let pairs):
      var ordered: [(key: Node, value: Node)] = []
      for pair in pairs { ordered.append((try child(pair.key, of: node), try child(pair.value, of: node))) }
      node.kind = .objectConstructor(ordered)
    case .block(let expressions): try block(node, expressions)
    case .condition(let test, let then, let otherwise):
      let (test, then) = (try child(test, of: node), try child(then, of: node))
      var last: Node?
      if let otherwise { last = try child(otherwise, of: node) }
      node.kind = .condition(test, then: then, otherwise: last)
    case .assignment(let name, let value): node.kind = .assignment(name, try child(value, of: node))
    case .chain(let left, let right):
      let (left, right) = (try order(left), try order(right))
      node.kind = .chain(left, right)
      node.keepsArray = left.keepsArray || right.keepsArray
    case .call(let function, let arguments):
      node.kind = .call(try order(function), try children(arguments, of: node))
    case .partialCall(let function, let arguments):
      node.kind = .partialCall(try order(function), try children(arguments, of: node))
    case .lambda(let parameters, let signature, let body):
      node.kind = .lambda(parameters: parameters, signature: signature, body: tailCall(try order(body)))
    case .transform(let pattern, let update, let delete):
      var removed: Node?
      if let delete { removed = try order(delete) }
      node.kind = .transform(pattern: try order(pattern), update: try order(update), delete: removed)
    default: break
    }
    return node
  }

  private static func child(_ node: Node, of parent: Node) throws(EvaluationError) -> Node {
    let ordered = try order(node)
    pushAncestry(parent, ordered)
    return ordered
  }

  private static func children(_ nodes: [Node], of parent: Node) throws(EvaluationError) -> [Node] {
    var result: [Node] = []
    for node in nodes { result.append(try child(node, of: parent)) }
    return result
  }

  private static func block(_ node: Node, _ expressions: [Node]) throws(EvaluationError) {
    let ordered = try children(expressions, of: node)
    node.kind = .block(ordered)
    node.isConstructedArray = ordered.contains { $0.isConstructedArray || $0.steps?.first?.isConstructedArray == true }
  }

  /// A call at the end of a function is left to whoever gets its result.
  private static func tailCall(_ node: Node) -> Node {
    switch node.kind {
    case .call where node.predicates.isEmpty: return Node(.tailCall(node), node.position)
    case .condition(let test, let then, let otherwise):
      node.kind = .condition(test, then: tailCall(then), otherwise: otherwise.map(tailCall))
    case .block(var expressions):
      if let last = expressions.popLast() { node.kind = .block(expressions + [tailCall(last)]) }
    default: break
    }
    return node
  }

  // MARK: Ancestors

  private static func pushAncestry(_ node: Node, _ value: Node) {
    node.seekingParent += value.seekingParent
    if case .parent(let slot) = value.kind { node.seekingParent.append(slot) }
  }

  /// Finds the steps that the `%` of a path's last step mean; what is not found is looked for further out.
  private static func resolveAncestry(_ path: Node) throws(EvaluationError) {
    guard let steps = path.steps, let last = steps.last else { return }
    var slots = last.seekingParent
    if case .parent(let slot) = last.kind { slots.append(slot) }
    for slot in slots {
      var index = steps.count - 2
      while slot.level > 0 {
        guard index >= 0 else {
          path.seekingParent.append(slot)
          break
        }
        var step = steps[index]
        index -= 1
        // Steps side by side that bind their focus have one context.
        while index >= 0, step.focus != nil, steps[index].focus != nil {
          step = steps[index]
          index -= 1
        }
        try seekParent(step, slot)
      }
    }
  }

  private static func seekParent(_ node: Node, _ slot: AncestorSlot) throws(EvaluationError) {
    switch node.kind {
    case .name, .wildcard:
      slot.level -= 1
      guard slot.level == 0 else { return }
      if let known = node.ancestor { slot.label = known.label }
      node.ancestor = slot
      node.yieldsTuples = true
    case .parent: slot.level += 1
    case .block(let expressions):
      guard let last = expressions.last else { return }
      node.yieldsTuples = true
      try seekParent(last, slot)
    case .path(let steps):
      node.yieldsTuples = true
      var index = steps.count - 1
      repeat {
        try seekParent(steps[index], slot)
        index -= 1
      } while slot.level > 0 && index >= 0
    default: throw lost(node)
    }
  }
}
