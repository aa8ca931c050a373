/// What a part of an expression gives: a number, one series, or several.
enum MathKind: Sendable, Hashable {
  case scalar, series, list

  var words: String {
    switch self {
    case .scalar: "a number"
    case .series: "a series"
    case .list: "several series"
    }
  }
}

/// Finds what each query gives, and refuses what cannot be calculated.
struct MathChecks {
  private let queries: [String: MathQuery]
  private(set) var kinds: [String: MathKind] = [:]
  private var open: [String] = []

  init(_ queries: [MathQuery]) {
    self.queries = Dictionary(queries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  @discardableResult
  mutating func check(_ query: MathQuery) throws(MathError) -> MathKind {
    if let known = kinds[query.id] { return known }
    switch query.content {
    case .metric: kinds[query.id] = .series
    case .expression(let expression):
      open.append(query.id)
      kinds[query.id] = try kind(expression.root)
      open.removeLast()
    }
    return kinds[query.id] ?? .series
  }

  private mutating func kind(_ node: MathNode) throws(MathError) -> MathKind {
    switch node.content {
    case .number: return .scalar
    case .text: throw MathError("a text stands only in METRICS('…')", at: node.column)
    case .keyword(let word):
      throw MathError("\(word) stands only within a function such as FILL(m1, REPEAT)", at: node.column)
    case .id(let id): return try kind(id, node.column)
    case .negative(let operand): return try kind(operand)
    case .binary(let operation, let left, let right):
      return try kind(operation, try kind(left), try kind(right), node.column)
    case .list(let items): return try list(items)
    case .call(let function, let arguments): return try kind(function, arguments, node.column)
    }
  }

  private mutating func kind(_ id: String, _ column: Int) throws(MathError) -> MathKind {
    guard let query = queries[id] else {
      let known = queries.keys.sorted().joined(separator: ", ")
      throw MathError("there is no query with the id \(id); there are \(known)", at: column)
    }
    guard !open.contains(id) else {
      throw MathError("\(id) depends on itself: \((open + [id]).joined(separator: " → "))", at: column)
    }
    do { return try check(query) } catch {
      // What is wrong in there is told where it stands, when its own turn comes.
      throw MathError("\(id) cannot be calculated: \(error.message)", at: column)
    }
  }

  private func kind(
    _ operation: MathOperator, _ left: MathKind, _ right: MathKind, _ column: Int
  ) throws(MathError) -> MathKind {
    if left == .list, right == .list {
      throw MathError(
        "\(operation.rawValue) cannot join several series with several; bring one side down to one with SUM or AVG",
        at: column)
    }
    return left == .list || right == .list ? .list : left == .series || right == .series ? .series : .scalar
  }

  private mutating func list(_ items: [MathNode]) throws(MathError) -> MathKind {
    for item in items where try kind(item) == .scalar {
      throw MathError("a list holds series; write TIME_SERIES(…) around a number", at: item.column)
    }
    return .list
  }

  private mutating func kind(
    _ function: MathFunction, _ arguments: [MathNode], _ column: Int
  ) throws(MathError) -> MathKind {
    switch function {
    case .metrics:
      if let filter = arguments.first {
        guard case .text = filter.content else {
          throw MathError("METRICS takes a part of ids in quotes: METRICS('errors')", at: filter.column)
        }
      }
      return .list
    case .fill:
      let filled = try needs(arguments[0], [.series, .list], function)
      if ["REPEAT", "LINEAR"].contains(arguments[1].keyword) { return filled }
      try needs(arguments[1], [.scalar, .series], function)
      return filled
    case .choose: return try choice(arguments)
    case .slice, .sort: return try picked(function, arguments)
    case .band:
      try needs(arguments[0], [.series], function)
      if arguments.count == 2 { try needs(arguments[1], [.scalar], function) }
      return .list
    default: return try plain(function, arguments[0])
    }
  }

  private mutating func plain(_ function: MathFunction, _ argument: MathNode) throws(MathError) -> MathKind {
    switch function {
    case .abs, .ceil, .floor, .log, .log10: return try needs(argument, [.scalar, .series, .list], function)
    case .average, .maximum, .minimum, .sum, .deviation, .datapointCount:
      return try needs(argument, [.series, .list], function) == .list ? .series : .scalar
    case .difference, .timeDifference, .rate, .runningSum: return try needs(argument, [.series, .list], function)
    case .first, .last:
      try needs(argument, [.list], function)
      return .series
    case .metricCount:
      try needs(argument, [.list], function)
      return .scalar
    case .removeEmpty: return try needs(argument, [.list], function)
    case .period:
      try needs(argument, [.series], function)
      return .scalar
    case .timeSeries:
      try needs(argument, [.scalar], function)
      return .series
    default:
      try needs(argument, [.series], function)
      return .series
    }
  }

  private mutating func choice(_ arguments: [MathNode]) throws(MathError) -> MathKind {
    var result = MathKind.scalar
    for argument in arguments where try needs(argument, [.scalar, .series], .choose) == .series { result = .series }
    return result
  }

  private mutating func picked(_ function: MathFunction, _ arguments: [MathNode]) throws(MathError) -> MathKind {
    try needs(arguments[0], [.list], function)
    var numbers = arguments.dropFirst()
    if function == .sort {
      guard ["AVG", "MIN", "MAX", "SUM"].contains(arguments[1].keyword),
        ["ASC", "DESC"].contains(arguments[2].keyword)
      else {
        throw MathError(
          "SORT is called as \(function.form): by AVG, MIN, MAX or SUM, ASC or DESC", at: arguments[1].column)
      }
      numbers = numbers.dropFirst(2)
    }
    for number in numbers { try needs(number, [.scalar], function) }
    return function == .slice && arguments.count == 2 ? .series : .list
  }

  @discardableResult
  private mutating func needs(
    _ argument: MathNode, _ kinds: [MathKind], _ function: MathFunction
  ) throws(MathError) -> MathKind {
    let kind = try kind(argument)
    guard kinds.contains(kind) else {
      let wanted = kinds.map(\.words).joined(separator: " or ")
      throw MathError("\(function.rawValue) takes \(wanted) here, not \(kind.words)", at: argument.column)
    }
    return kind
  }
}
