import Foundation

/// The rule of a composite alarm (CloudWatch `AlarmRule`): states of other alarms joined by AND, OR and NOT.
package struct CompositeRule: Sendable, Hashable {
  package let text: String
  let root: CompositeNode

  /// CloudWatch's limits.
  package static let mostCharacters = 10_240
  package static let mostAlarms = 100
  package static let mostElements = 500

  package init(_ text: String) throws(MathError) {
    guard text.count <= Self.mostCharacters else {
      throw MathError("a rule has at most \(Self.mostCharacters) characters, not \(text.count)", at: 1)
    }
    self.text = text
    var parser = try CompositeParser(text)
    root = try parser.rule()
    let (alarms, elements) = (Set(alarms).count, root.elements)
    guard alarms <= Self.mostAlarms else {
      throw MathError("a rule names at most \(Self.mostAlarms) alarms, not \(alarms)", at: 1)
    }
    guard elements <= Self.mostElements else {
      throw MathError("a rule has at most \(Self.mostElements) elements, not \(elements)", at: 1)
    }
  }

  /// The alarms it names, in their order, each once.
  package var alarms: [String] {
    var seen: Set<String> = []
    return root.alarms.filter { seen.insert($0).inserted }
  }

  /// The name of an alarm, which an ARN ends in: `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME`.
  package static func name(of text: some StringProtocol) -> String {
    guard text.hasPrefix("arn:"), let tail = text.range(of: ":alarm:") else { return String(text) }
    return String(text[tail.upperBound...])
  }

  /// - Parameter states: of each alarm by its name; one without a state has INSUFFICIENT_DATA.
  package func isTrue(_ states: [String: AlarmState]) -> Bool { root.isTrue(states) }
}

indirect enum CompositeNode: Sendable, Hashable {
  case constant(Bool)
  case state(AlarmState, String)
  case negated(CompositeNode)
  case and(CompositeNode, CompositeNode)
  case or(CompositeNode, CompositeNode)

  var alarms: [String] {
    switch self {
    case .constant: []
    case .state(_, let name): [name]
    case .negated(let node): node.alarms
    case .and(let a, let b), .or(let a, let b): a.alarms + b.alarms
    }
  }

  var elements: Int {
    switch self {
    case .constant, .state: 1
    case .negated(let node): node.elements + 1
    case .and(let a, let b), .or(let a, let b): a.elements + b.elements + 1
    }
  }

  func isTrue(_ states: [String: AlarmState]) -> Bool {
    switch self {
    case .constant(let value): value
    case .state(let state, let name): (states[name] ?? .insufficientData) == state
    case .negated(let node): !node.isTrue(states)
    case .and(let a, let b): a.isTrue(states) && b.isTrue(states)
    case .or(let a, let b): a.isTrue(states) || b.isTrue(states)
    }
  }
}
