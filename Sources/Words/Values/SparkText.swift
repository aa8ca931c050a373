/// Texts and names as Spark reads them: it takes a backslash for the beginning of an escape, and `''` for two texts beside
/// each other.
package enum SparkText {
  package static func literal(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }

  package static func name(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }

  /// A pattern of RE2 in Java's words: lines end with `\n` alone, and `$` is the end of the text. Nil where Java would read
  /// something else or nothing.
  package static func pattern(_ pattern: String) -> String? {
    guard !["[[:", "(?P<", "\\Q", "\\C", "\\z", "(?U"].contains(where: pattern.contains) else { return nil }
    // With `m` the sign is the end of a line in both.
    var translation = PatternTranslation(dollarIsEnd: !pattern.contains(/\(\?[a-z]*m/))
    return translation.translated(pattern).map { "(?du)" + $0 }
  }

  /// What replaces a match: `$1` is a group, every other sign itself.
  package static func replacement(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(/\$(?![0-9])/, with: "\\$")
  }
}

/// Goes through a pattern of RE2 sign by sign.
private struct PatternTranslation {
  let dollarIsEnd: Bool
  private var result = ""
  private var isInClass = false

  init(dollarIsEnd: Bool) { self.dollarIsEnd = dollarIsEnd }

  mutating func translated(_ pattern: String) -> String? {
    var rest = Substring(pattern)
    while let sign = rest.popFirst() {
      guard sign == "\\" else {
        add(sign)
        continue
      }
      guard let escape = escaped(&rest) else { return nil }
      result += escape
    }
    return result
  }

  private mutating func add(_ sign: Character) {
    switch sign {
    // Java takes it for a class within the class.
    case "[" where isInClass: result += "\\["
    case "&" where isInClass: result += "\\&"
    case "$" where dollarIsEnd && !isInClass: result += "\\z"
    case "[":
      isInClass = true
      result += "["
    case "]":
      isInClass = false
      result += "]"
    default: result.append(sign)
    }
  }

  private static let blanks = #" \t\n\f\r"#
  private static let word = "(?-i:[0-9A-Za-z_])"

  /// What stands for a backslash and the sign behind it; nil where there is nothing.
  private func escaped(_ rest: inout Substring) -> String? {
    guard let sign = rest.popFirst() else { return nil }
    let (before, behind, word) = ("(?<=\(Self.word))", "(?=\(Self.word))", Self.word)
    switch sign {
    // Java has the vertical tab among blanks, and letters of all scripts at the bounds of words.
    case "s": return isInClass ? Self.blanks : "[\(Self.blanks)]"
    case "S": return isInClass ? nil : "[^\(Self.blanks)]"
    case "b": return isInClass ? nil : "(?:\(before)(?!\(word))|(?<!\(word))\(behind))"
    case "B": return isInClass ? nil : "(?:\(before)\(behind)|(?<!\(word))(?!\(word)))"
    case "v": return #"\x0B"#
    case "p", "P": return property(sign, &rest)
    default: return "\\\(sign)"
    }
  }

  /// General categories are called alike, scripts are not.
  private func property(_ sign: Character, _ rest: inout Substring) -> String? {
    guard rest.first == "{" else { return "\\\(sign)" }
    guard let end = rest.firstIndex(of: "}") else { return nil }
    let name = rest[rest.index(after: rest.startIndex)..<end]
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") }), name != "Any" else {
      return nil
    }
    rest = rest[rest.index(after: end)...]
    return "\\\(sign){\(name.count > 2 ? "Is" : "")\(name)}"
  }
}
