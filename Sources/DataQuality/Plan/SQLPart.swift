/// Pieces of SQL that a rule is put together from.
enum SQLPart {
  /// SQL that a person wrote, as an operand. The line break keeps a comment at its end from taking the parenthesis.
  static func written(_ sql: String) -> String { "(\(sql)\n)" }

  static func list(_ items: [String]) -> String { items.joined(separator: ", ") }
}
