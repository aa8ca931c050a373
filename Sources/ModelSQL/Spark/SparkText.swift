/// Texts and names as Spark reads them: it takes a backslash for the beginning of an escape, and `''` for two texts beside
/// each other.
enum SparkText {
  static func literal(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }

  static func name(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }

  /// A pattern of RE2 in Java's words: lines end with `\n` alone, and `$` is the end of the text. Nil where Java would read
  /// something else or nothing.
  static func pattern(_ pattern: String) -> String? {
    guard !["[[:", "(?P<", "\\Q", "\\C", "\\z", "(?U"].contains(where: pattern.contains) else { return nil }
    // With `m` the sign is the end of a line in both.
    if pattern.contains(/\(\?[a-z]*m/) { return "(?du)" + pattern }
    var (result, isEscaped, isInClass) = ("(?du)", false, false)
    for letter in pattern {
      if isEscaped {
        isEscaped = false
      } else if letter == "\\" {
        isEscaped = true
      } else if letter == "[" {
        // Java takes it for a class within the class.
        if isInClass { result += "\\" }
        isInClass = true
      } else if letter == "]" {
        isInClass = false
      } else if letter == "$", !isInClass {
        result += "\\z"
        continue
      } else if letter == "&", isInClass {
        result += "\\"
      }
      result.append(letter)
    }
    return result
  }

  /// What replaces a match: `$1` is a group, every other sign itself.
  static func replacement(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(/\$(?![0-9])/, with: "\\$")
  }
}
