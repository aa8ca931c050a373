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
}
