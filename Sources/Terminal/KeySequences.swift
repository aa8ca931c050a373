import CNcurses
import Interaction

/// What the terminal's input means beyond text: the sequences we teach ncurses, and ncurses' own key codes.
enum KeySequences {
  enum Meaning: Hashable, Sendable {
    case key(Key)
    case pasteStart, pasteEnd, focusIn, focusOut
    /// The start of an SGR mouse report (xterm's mode 1006).
    case mouseStart
  }

  /// Codes of ours start above all of ncurses' (KEY_MAX is 0x1FF, extended ones follow closely).
  static let firstCode: Int32 = 0x2000

  /// Sequences by position: the code of the n-th is `firstCode + n`.
  static let taught: [(sequence: String, meaning: Meaning)] =
    [
      ("\u{1B}[200~", .pasteStart), ("\u{1B}[201~", .pasteEnd), ("\u{1B}[I", .focusIn), ("\u{1B}[O", .focusOut),
      ("\u{1B}[<", .mouseStart), ("\u{1B}[Z", .key(Key(.tab, .shift))),
    ] + plainKeys + modifiedKeys

  static func meaning(_ code: Int32) -> Meaning? {
    let index = Int(code - firstCode)
    if taught.indices.contains(index) { return taught[index].meaning }
    return known[code].map { .key(Key($0)) }
  }

  private static let letters: [(String, Key.Code)] = [
    ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end), ("P", .function(1)),
    ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
  ]
  private static let numbers: [(Int, Key.Code)] = [
    (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
    (15, .function(5)), (17, .function(6)), (18, .function(7)), (19, .function(8)), (20, .function(9)),
    (21, .function(10)), (23, .function(11)), (24, .function(12)),
  ]

  /// Both spellings of the cursor keys: some terminals ignore the request for the application ones.
  private static let plainKeys: [(String, Meaning)] =
    letters.prefix(6).flatMap { [("\u{1B}[\($0)", .key(Key($1))), ("\u{1B}O\($0)", .key(Key($1)))] }
    + letters.dropFirst(6).map { ("\u{1B}O\($0)", .key(Key($1))) }
    + numbers.map { ("\u{1B}[\($0)~", .key(Key($1))) }

  /// xterm writes the modifiers as 1 + shift 1 + alt 2 + control 4. ncurses' own codes for these differ from TERM to TERM.
  private static let modifiedKeys: [(String, Meaning)] = (2...8).flatMap { parameter in
    let bits = parameter - 1
    var modifiers = Key.Modifiers()
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & 2 != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return letters.map { ("\u{1B}[1;\(parameter)\($0)", Meaning.key(Key($1, modifiers))) }
      + numbers.map { ("\u{1B}[\($0);\(parameter)~", Meaning.key(Key($1, modifiers))) }
  }

  /// Keys of the terminal's own terminfo entry.
  private static let known: [Int32: Key.Code] = {
    var keys: [Int32: Key.Code] = [
      KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home, KEY_END: .end,
      KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_IC: .insert, KEY_DC: .delete, KEY_BACKSPACE: .backspace,
      KEY_ENTER: .enter, KEY_FIND: .home, KEY_SELECT: .end, KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end,
      KEY_C3: .pageDown,
    ]
    for number in 1...24 { keys[cn_function_key(Int32(number))] = .function(number) }
    return keys
  }()
}
