/// A path into a value (`$.orders[0].id`), into the context object (`$$.Execution.Id`) or into a variable
/// (`$limit.value`), as Step Functions takes it.
package struct JSONPath: Sendable, Hashable {
  package enum Root: Sendable, Hashable {
    case value
    case context
    case variable(String)
  }

  package enum Segment: Sendable, Hashable {
    case name(String)
    case index(Int)
    case names([String])
    case indices([Int])
    case slice(from: Int?, to: Int?, step: Int?)
    case wildcard
    /// `..`: the values beneath, whatever their depth.
    case descendants
    /// `[?(…)]`
    case filter(PathFilter)
    /// A function at the end, such as `.length()`.
    case function(String)
  }

  package let root: Root
  package let segments: [Segment]
  /// As written.
  package let text: String

  /// Leads to one place, so that something can be put there: names and single indices only.
  package var isReference: Bool {
    segments.allSatisfy { segment in
      switch segment {
      case .name, .index: true
      default: false
      }
    }
  }

  /// - Throws: why the text is no path, as a sentence.
  package init(parsing text: String) throws(PathError) {
    var reader = PathReader(text)
    (root, segments) = try reader.path()
    self.text = text
  }
}

/// Why a text is no path, or no intrinsic call.
package struct PathError: Error, Hashable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}

private struct PathReader {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private let text: String

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private func error(_ what: String) -> PathError { PathError("“\(text)” is no path: \(what)") }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  mutating func path() throws(PathError) -> (JSONPath.Root, [JSONPath.Segment]) {
    guard take("$") else { throw error("it begins with $") }
    var root = JSONPath.Root.value
    if take("$") {
      root = .context
    } else if let scalar = next, scalar != ".", scalar != "[" {
      let name = name()
      guard VariableName.isName(name) else { throw error("“$\(name)” is no variable") }
      root = .variable(name)
    }
    var segments: [JSONPath.Segment] = []
    while next != nil { segments += try segment() }
    return (root, segments)
  }

  private mutating func segment() throws(PathError) -> [JSONPath.Segment] {
    if take("[") { return [try bracket()] }
    guard take(".") else { throw error("a point or [ is expected after \(at) characters") }
    if take(".") {
      if take("[") { return [.descendants, try bracket()] }
      return [.descendants, try named()]
    }
    return [try named()]
  }

  private mutating func named() throws(PathError) -> JSONPath.Segment {
    if take("*") { return .wildcard }
    let name = name()
    guard !name.isEmpty else { throw error("a name is expected after the point") }
    guard take("(") else { return .name(name) }
    guard take(")"), next == nil else { throw error("a function stands at the end, as length()") }
    return .function(name)
  }

  private static let marks: Set<Unicode.Scalar> = Set(".[]()'\"*?@$,:{}&|=!<>~^%+/\\".unicodeScalars)

  private mutating func name() -> String {
    let start = at
    while let scalar = next, !Self.marks.contains(scalar), !scalar.properties.isWhitespace || scalar == " " { at += 1 }
    return String(String.UnicodeScalarView(scalars[start..<at]))
  }

  private mutating func skipBlanks() { while next == " " { at += 1 } }

  private mutating func bracket() throws(PathError) -> JSONPath.Segment {
    skipBlanks()
    if take("*") { return try closed(.wildcard) }
    if take("?") { return try closed(.filter(PathFilter(try filter()))) }
    if next == "'" || next == "\"" { return try closed(try quotedNames()) }
    return try closed(try places())
  }

  private mutating func closed(_ segment: JSONPath.Segment) throws(PathError) -> JSONPath.Segment {
    skipBlanks()
    guard take("]") else { throw error("] is missing") }
    return segment
  }

  private mutating func filter() throws(PathError) -> String {
    skipBlanks()
    guard take("(") else { throw error("a filter stands in parentheses, as [?(@.price < 10)]") }
    let start = at
    var depth = 1
    var quote: Unicode.Scalar?
    while let scalar = next {
      if let open = quote {
        if scalar == open, at > start, scalars[at - 1] != "\\" { quote = nil }
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
      } else if scalar == "(" {
        depth += 1
      } else if scalar == ")" {
        depth -= 1
        if depth == 0 { break }
      }
      at += 1
    }
    let inner = String(String.UnicodeScalarView(scalars[start..<at]))
    guard take(")"), !inner.allSatisfy(\.isWhitespace) else { throw error("the filter has no end") }
    return inner
  }

  private mutating func quotedNames() throws(PathError) -> JSONPath.Segment {
    var names: [String] = []
    repeat {
      skipBlanks()
      guard let quote = next, quote == "'" || quote == "\"" else { throw error("a name in quotes is expected") }
      at += 1
      names.append(try quoted(quote))
      skipBlanks()
    } while take(",")
    return names.count == 1 ? .name(names[0]) : .names(names)
  }

  private mutating func quoted(_ quote: Unicode.Scalar) throws(PathError) -> String {
    var name = String.UnicodeScalarView()
    while let scalar = next {
      at += 1
      if scalar == quote { return String(name) }
      if scalar == "\\", let escaped = next {
        at += 1
        name.append(escaped)
      } else {
        name.append(scalar)
      }
    }
    throw error("the name has no closing quote")
  }

  private mutating func integer() -> Int? {
    skipBlanks()
    let start = at
    _ = take("-")
    while let scalar = next, ("0"..."9").contains(scalar) { at += 1 }
    defer { skipBlanks() }
    return Int(String(String.UnicodeScalarView(scalars[start..<at])))
  }

  private mutating func places() throws(PathError) -> JSONPath.Segment {
    let first = integer()
    if take(":") {
      let last = integer()
      let step = take(":") ? integer() : nil
      return .slice(from: first, to: last, step: step)
    }
    guard let first else { throw error("a number, a name in quotes, * or a filter is expected in [ ]") }
    var indices = [first]
    while take(",") {
      guard let index = integer() else { throw error("a number is expected after the comma") }
      indices.append(index)
    }
    return indices.count == 1 ? .index(first) : .indices(indices)
  }
}

/// Names of variables (`Assign`): a letter, then letters, digits and the like, at most 80 characters.
package enum VariableName {
  package static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isIDStart || first == "_" else { return false }
    return text.unicodeScalars.count <= 80
      && text.unicodeScalars.dropFirst().allSatisfy { $0.properties.isIDContinue }
  }
}
