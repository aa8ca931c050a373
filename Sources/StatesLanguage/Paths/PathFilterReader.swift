import JSON

/// Reads the conditions of filters.
struct PathFilterReader {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private static let deepest = 40

  static func condition(in text: String) -> PathFilter.Condition? {
    var reader = PathFilterReader(scalars: Array(text.unicodeScalars))
    guard let condition = reader.either(0) else { return nil }
    reader.skipBlanks()
    return reader.next == nil ? condition : nil
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private mutating func skipBlanks() { while let scalar = next, scalar.properties.isWhitespace { at += 1 } }

  private mutating func take(_ text: String) -> Bool {
    skipBlanks()
    guard scalars[at...].starts(with: text.unicodeScalars) else { return false }
    at += text.unicodeScalars.count
    return true
  }

  private mutating func either(_ depth: Int) -> PathFilter.Condition? {
    guard depth < Self.deepest, var condition = both(depth) else { return nil }
    while take("||") {
      guard let other = both(depth) else { return nil }
      condition = .or(condition, other)
    }
    return condition
  }

  private mutating func both(_ depth: Int) -> PathFilter.Condition? {
    guard var condition = single(depth) else { return nil }
    while take("&&") {
      guard let other = single(depth) else { return nil }
      condition = .and(condition, other)
    }
    return condition
  }

  private mutating func single(_ depth: Int) -> PathFilter.Condition? {
    if take("!") {
      guard depth < Self.deepest else { return nil }
      return single(depth + 1).map { .not($0) }
    }
    if take("(") {
      guard let inner = either(depth + 1), take(")") else { return nil }
      return inner
    }
    guard let left = operand() else { return nil }
    for symbol in ["==", "!=", "<=", ">=", "=~", "<", ">", "in ", "nin "] where take(symbol) {
      return operand().map { .comparison(left, symbol.filter { $0 != " " }, $0) }
    }
    return .present(left)
  }

  private mutating func operand() -> PathFilter.Operand? {
    skipBlanks()
    switch next {
    case "@": return path(item: true)
    case "$": return path(item: false)
    case "'", "\"": return text().map { .literal(.string($0)) }
    case "/": return pattern()
    case "[": return list()
    default: return word()
    }
  }

  private mutating func list() -> PathFilter.Operand? {
    at += 1
    var items: [JSONValue] = []
    if take("]") { return .literal(.array([])) }
    repeat {
      skipBlanks()
      let item = next == "'" || next == "\"" ? text().map { PathFilter.Operand.literal(.string($0)) } : word()
      guard case .literal(let value)? = item else { return nil }
      items.append(value)
    } while take(",")
    return take("]") ? .literal(.array(items)) : nil
  }

  private mutating func word() -> PathFilter.Operand? {
    let start = at
    while let scalar = next, !scalar.properties.isWhitespace, !"()&|=!<>,]".unicodeScalars.contains(scalar) { at += 1 }
    let word = String(String.UnicodeScalarView(scalars[start..<at]))
    // Numbers and the three words are written as in JSON.
    guard let value = try? JSONValue(parsing: word) else { return nil }
    return .literal(value)
  }

  private mutating func text() -> String? {
    guard let quote = next else { return nil }
    at += 1
    var text = String.UnicodeScalarView()
    while let scalar = next {
      at += 1
      if scalar == quote { return String(text) }
      if scalar == "\\", let escaped = next {
        at += 1
        text.append(escaped)
      } else {
        text.append(scalar)
      }
    }
    return nil
  }

  private mutating func pattern() -> PathFilter.Operand? {
    at += 1
    var text = String.UnicodeScalarView()
    while let scalar = next, scalar != "/" {
      text.append(scalar)
      at += 1
      if scalar == "\\", let escaped = next {
        text.append(escaped)
        at += 1
      }
    }
    guard take("/") else { return nil }
    return .pattern(String(text), ignoringCase: take("i"))
  }

  /// A path up to what cannot belong to it.
  private mutating func path(item: Bool) -> PathFilter.Operand? {
    let start = at
    at += 1
    var depth = 0
    while let scalar = next {
      if scalar == "[" { depth += 1 }
      if scalar == "]" {
        guard depth > 0 else { break }
        depth -= 1
      }
      if depth == 0, scalar.properties.isWhitespace || "=!<>&|,".unicodeScalars.contains(scalar) { break }
      if depth == 0, scalar == ")", scalars[at - 1] != "(" { break }
      at += 1
    }
    let text = "$" + String(String.UnicodeScalarView(scalars[(start + 1)..<at]))
    // The reason why it is no path would be told of a filter that is taken as written.
    guard let path = try? JSONPath(parsing: text), path.root == .value else { return nil }
    return item ? .item(path) : .whole(path)
  }
}
