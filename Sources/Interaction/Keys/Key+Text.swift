/// A key's spelling in key maps: `r`, `R`, `ctrl-r`, `alt-x`, `shift-tab`, `f5`, `esc`, `space`, `pgup`.
extension Key: LosslessStringConvertible, ExpressibleByStringLiteral {
  private static let names: [(String, Code, label: String)] = [
    ("enter", .enter, "Enter"), ("esc", .escape, "Esc"), ("tab", .tab, "Tab"), ("backspace", .backspace, "Backspace"),
    ("delete", .delete, "Del"), ("insert", .insert, "Ins"), ("up", .up, "Up"), ("down", .down, "Down"),
    ("left", .left, "Left"), ("right", .right, "Right"), ("home", .home, "Home"), ("end", .end, "End"),
    ("pgup", .pageUp, "PgUp"), ("pgdn", .pageDown, "PgDn"), ("space", .character(" "), "Space"),
  ]
  private static let modifierNames: [(String, Modifiers, label: String)] = [
    ("ctrl-", .control, "Ctrl-"), ("alt-", .alt, "Alt-"), ("shift-", .shift, "Shift-"),
  ]

  /// Reads a key map's spelling; nil when it names no key.
  package init?(_ text: String) {
    var rest = Substring(text)
    var modifiers = Modifiers()
    // A lone "-" after a modifier is the key "-" itself.
    while let (name, modifier, _) = Self.modifierNames.first(where: { rest.hasPrefix($0.0) && rest.count > $0.0.count })
    {
      modifiers.insert(modifier)
      rest = rest.dropFirst(name.count)
    }
    guard let code = Self.code(rest) else { return nil }
    self.init(code, modifiers)
  }

  /// For key tables in code. A misspelt literal is a mistake of the programmer, not of the data.
  package init(stringLiteral text: String) {
    guard let key = Key(text) else { preconditionFailure("no key is spelt \(text)") }
    self = key
  }

  /// As a key map spells it; `Key(description)` gives the key back.
  package var description: String {
    spelt {
      $0.0
    } modifier: {
      $0.0
    } function: {
      "f\($0)"
    }
  }

  /// As the footer and the help show it: `Ctrl-R`, `PgUp`, `F5`.
  package var label: String {
    var shown = self
    if case .character(let character) = code, modifiers.contains(.control), let capital = character.uppercased().first {
      shown = Key(capital, modifiers)
    }
    return shown.spelt {
      $0.label
    } modifier: {
      $0.label
    } function: {
      "F\($0)"
    }
  }

  private func spelt(
    named: ((String, Code, label: String)) -> String, modifier: ((String, Modifiers, label: String)) -> String,
    function: (Int) -> String
  ) -> String {
    let prefix = Self.modifierNames.filter { modifiers.contains($0.1) }.map(modifier).joined()
    if let name = Self.names.first(where: { $0.1 == code }) { return prefix + named(name) }
    switch code {
    case .character(let character): return prefix + String(character)
    case .function(let number): return prefix + function(number)
    default: return prefix
    }
  }

  private static func code(_ text: Substring) -> Code? {
    if let named = names.first(where: { $0.0 == text }) { return named.1 }
    if text.count == 1, let character = text.first, character != " " { return .character(character) }
    guard text.hasPrefix("f"), let number = Int(text.dropFirst()), (1...24).contains(number) else { return nil }
    return .function(number)
  }
}
