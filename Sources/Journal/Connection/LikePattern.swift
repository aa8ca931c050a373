/// Patterns for `LIKE` with a backslash as its `ESCAPE`.
enum LikePattern {
  /// Matches what contains the text, in which nothing means anything but itself.
  static func containing(_ text: String) -> String {
    let escaped = text.map { "\\%_".contains($0) ? "\\\($0)" : "\($0)" }
    return "%" + escaped.joined() + "%"
  }
}
