import Clocks
import Foundation

/// Pieces of SQL that a rule is put together from.
enum SQLPart {
  static func literal(_ day: CalendarDay) -> String { "DATE '\(day)'" }

  static func literal(_ moment: Date) -> String { "TIMESTAMP '\(Timestamp.text(moment).dropLast())'" }

  /// SQL that a person wrote, as an operand. The line break keeps a comment at its end from taking the parenthesis.
  static func written(_ sql: String) -> String { "(\(sql)\n)" }

  static func list(_ items: [String]) -> String { items.joined(separator: ", ") }

  /// Several values as one, so that rows can be looked up by all of them: inside it NULL equals NULL. Not `row(…)`, which
  /// the engine takes for the bare value when there is only one.
  static func key(_ expressions: [String]) -> String {
    "struct_pack(\(list(expressions.enumerated().map { "k\($0.offset) := \($0.element)" })))"
  }
}
