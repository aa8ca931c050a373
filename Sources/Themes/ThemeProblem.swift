/// Something wrong in a theme file.
package struct ThemeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package let file: String
  /// From 1; 0 where the whole file is meant.
  package let line: Int
  package let column: Int
  package let message: String

  package var description: String { "\(file):\(line):\(column): error: \(message)" }
}
