/// An expression of metric math (CloudWatch "Metric math syntax and functions") as a tree. Columns say where in the text
/// a part stands.
package struct MathExpression: Sendable, Hashable {
  package let text: String
  let root: MathNode

  /// Reads the expression; the ids it names are looked up later, by `MetricMath`.
  package init(_ text: String) throws(MathError) {
    self.text = text
    var parser = try MathParser(text)
    root = try parser.expression()
  }
}

struct MathNode: Sendable, Hashable {
  indirect enum Content: Sendable, Hashable {
    case number(Double)
    case id(String)
    case text(String)
    /// A bare word that only some functions take: `REPEAT`, `LINEAR`, `ASC`.
    case keyword(String)
    case negative(MathNode)
    case binary(MathOperator, MathNode, MathNode)
    case list([MathNode])
    case call(MathFunction, [MathNode])
  }

  let content: Content
  let column: Int

  var keyword: String? { if case .keyword(let word) = content { word } else { nil } }
}

enum MathOperator: String, Sendable, Hashable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and = "&&"
  case or = "||"

  init?(_ token: MathToken) {
    switch token.kind {
    case .symbol(let symbol): self.init(rawValue: symbol)
    case .word("AND"): self = .and
    case .word("OR"): self = .or
    default: return nil
    }
  }

  /// The higher, the closer it binds.
  var rank: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .unequal: 3
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .add, .subtract: 5
    case .multiply, .divide: 6
    case .power: 8
    }
  }

  /// What a comparison or a logical operator says is 1 or 0.
  func value(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    case .power: Self.power(left, right)
    case .equal: left == right ? 1 : 0
    case .unequal: left != right ? 1 : 0
    case .less: left < right ? 1 : 0
    case .lessOrEqual: left <= right ? 1 : 0
    case .greater: left > right ? 1 : 0
    case .greaterOrEqual: left >= right ? 1 : 0
    case .and: left != 0 && right != 0 ? 1 : 0
    case .or: left != 0 || right != 0 ? 1 : 0
    }
  }
}
