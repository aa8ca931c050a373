import Canvas

/// Decisions about a terminal from its name and environment alone, apart from ncurses so that they can be tested.
enum TerminalChoice {
  /// The terminfo names to try, best first. `TERM=dumb` has none.
  static func candidates(_ term: String) -> [String] {
    if term == "dumb" { return [] }
    var names = term.isEmpty ? [] : [term]
    // Terminals that are xterms by behaviour but whose entries many systems lack.
    let relatives = ["xterm", "256color", "kitty", "ghostty", "foot", "wezterm", "alacritty", "rio", "contour"]
    if relatives.contains(where: term.contains) { names.append("xterm-256color") }
    if term.hasPrefix("tmux") { names.append("screen-256color") }
    names += ["xterm", "vt100"]
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The entry of ours that makes truecolour possible; nil where the terminal does not say that it can.
  static func truecolourEntry(_ environment: [String: String]) -> TruecolourEntry? {
    guard ["truecolor", "24bit"].contains(environment["COLORTERM", default: ""].lowercased()) else { return nil }
    let term = environment["TERM", default: ""]
    if term.hasPrefix("tmux") || term.hasPrefix("screen-256color") { return .tmux }
    let isXtermLike = candidates(term).contains("xterm-256color") && !term.hasPrefix("screen")
    return isXtermLike ? .xterm : nil
  }

  /// https://no-color.org: any text at all switches colours off.
  static func forbidsColour(_ environment: [String: String]) -> Bool { !environment["NO_COLOR", default: ""].isEmpty }

  static func depth(colours: Int) -> ColourDepth {
    switch colours {
    case ..<8: .none
    case ..<16: .indexed8
    case ..<256: .indexed16
    case 256..<(1 << 24): .indexed256
    default: .truecolour
    }
  }

  /// - Parameter lineWidth: the columns the C library gives `│`: 2 in East Asian set-ups, where frames would fall apart.
  static func glyphs(wanted: GlyphLevel?, isUTF8: Bool, lineWidth: Int, term: String) -> GlyphLevel {
    guard isUTF8 else { return .ascii }
    if let wanted { return wanted }
    if lineWidth != 1 { return .ascii }
    // The kernel's console has 512 glyphs: blocks and lines, no braille.
    return term == "linux" ? .blocks : .braille
  }
}
