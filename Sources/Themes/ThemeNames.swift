import Canvas

/// The names that theme files use: `borderFocused` is `border-focused`.
enum ThemeNames {
  static let roles: [String: Role] = names(Role.allCases)
  static let grounds: [String: Ground] = names(Ground.allCases)
  static let attributes: [String: Attributes] = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
  ]

  static func of(_ value: some Any) -> String {
    "\(value)".map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
  }

  private static func names<Value>(_ values: [Value]) -> [String: Value] {
    Dictionary(values.map { (of($0), $0) }) { first, _ in first }
  }
}
