extension SQLTokens {
  /// Whether the parenthesis that begins at a byte is closed by the one it ends with, and nothing closes it before: what
  /// is between can then not leave it.
  package func isOneGroup(from offset: Int) -> Bool {
    guard let first = index(atByte: offset), isMark(first, "(") else { return false }
    var depth = 0
    for index in first..<tokens.count where tokens[index].kind == .mark {
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        // Behind the group stands what the caller put there.
        if depth == 0 { return !tokens[(index + 1)...].contains { self.text($0.range) == ")" } }
      case ";": return false
      default: continue
      }
    }
    return false
  }
}
