extension Transition.Way {
  /// In the words of the language.
  package var words: String {
    switch self {
    case .next: "Next"
    case .rule(let index): "Choices[\(index)]"
    case .otherwise: "Default"
    case .caught(let index): "Catch[\(index)]"
    }
  }
}
