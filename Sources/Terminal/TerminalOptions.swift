import Canvas

/// What the person or the caller decides about the terminal; the rest is found out.
package struct TerminalOptions: Sendable {
  /// The environment as the program got it: TERM, COLORTERM, NO_COLOR and TMUX are read from here.
  package var environment: [String: String]
  /// Nil: by the locale and the terminal. More than ASCII is believed against the locale.
  package var glyphs: GlyphLevel?
  /// Nil: by the terminal. Never more than the terminal has.
  package var colours: ColourDepth?
  package var mouse = true
  /// Where the truecolour terminfo entry goes; nil: no truecolour beyond what the terminal's own entry has.
  package var cacheFolder: String?
  /// The file the trace of a crash is written to, named in the message after it; nil: none is written.
  package var tracePath: String?
  package var theme: Theme

  package init(environment: [String: String], theme: Theme) {
    self.environment = environment
    self.theme = theme
  }
}

/// Why no screen can be had here. The caller prints its plain report instead.
package enum TerminalRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  case notATerminal(stream: String)
  /// The terminal cannot place a cursor.
  case dumb(term: String)
  case unknown(term: String)
  case system(String)

  package var description: String {
    switch self {
    case .notATerminal(let stream): "\(stream) is not a terminal"
    case .dumb(let term): "the terminal type \(term.isEmpty ? "(TERM is empty)" : term) cannot place a cursor"
    case .unknown(let term): "there is no terminfo entry for \(term), and none of the usual ones is installed"
    case .system(let text): text
    }
  }
}

/// What was found out about the terminal, for the doctor and the tests.
package struct TerminalFacts: Hashable, Sendable {
  package internal(set) var term = ""
  /// The terminfo entry in use.
  package internal(set) var openedAs = ""
  package internal(set) var colours = ColourDepth.none
  package internal(set) var colourReason = ""
  package internal(set) var glyphs = GlyphLevel.ascii
  package internal(set) var isUTF8 = false
  /// Whether it reports the mouse, focus and pastes.
  package internal(set) var reportsEvents = false
  /// What the person should know: fall-backs that were taken.
  package internal(set) var notes: [String] = []
}
