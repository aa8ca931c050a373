extension Surface {
  /// The text of every row, one line each, trailing blanks cut: what tests compare with string literals.
  package func picture() -> String {
    (0..<size.height).map { line($0) }.joined(separator: "\n")
  }

  /// One row as text, trailing blanks cut.
  package func line(_ y: Int) -> String {
    guard y >= 0, y < size.height else { return "" }
    var scalars = String.UnicodeScalarView()
    for x in 0..<size.width {
      for value in cells[y * size.width + x].scalars { scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  /// The rows, each followed by the runs of its styles: `text@screen 0-4, selection@selection+bold 5-9`.
  package func styledPicture() -> String {
    (0..<size.height).map { y in "\(line(y))\n    \(runs(y).joined(separator: ", "))" }.joined(separator: "\n")
  }

  private func runs(_ y: Int) -> [String] {
    var found: [String] = []
    var start = 0
    for x in 0..<size.width where x + 1 == size.width || self[x + 1, y]?.style != self[x, y]?.style {
      if let style = self[x, y]?.style.style { found.append("\(Self.name(style)) \(start)-\(x)") }
      start = x + 1
    }
    return found
  }

  private static func name(_ style: Style) -> String {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
    ]
    return "\(style.role)@\(style.ground)"
      + names.filter { style.attributes.contains($0.0) }.map { "+" + $0.1 }.joined()
  }
}
