import CNcurses
import Canvas
import Glibc
import Interaction

extension NcursesDevice {
  /// Takes the terminal that stdin and stdout lead to.
  ///
  /// Throws `TerminalRefusal` when there is none or it cannot place a cursor; nothing is changed then.
  package static func open(_ options: TerminalOptions) throws(TerminalRefusal) -> NcursesDevice {
    if isatty(STDIN_FILENO) == 0 { throw .notATerminal(stream: "standard input") }
    if isatty(STDOUT_FILENO) == 0 { throw .notATerminal(stream: "standard output") }
    var opening = TerminalOpening(options: options)
    return NcursesDevice(try opening.open(), options: options)
  }
}

/// The steps from a terminal as the shell left it to one that ncurses runs. What a step took is given back if a later
/// one fails.
struct TerminalOpening {
  /// What an opened terminal consists of.
  struct Parts {
    var facts: TerminalFacts
    var line: Int32
    var signals: Int32
    var alarm: Int32
    var pad: UnsafeMutablePointer<WINDOW>
    var hasDefaultColours: Bool
  }

  let options: TerminalOptions
  private var facts = TerminalFacts()

  init(options: TerminalOptions) { self.options = options }

  mutating func open() throws(TerminalRefusal) -> Parts {
    facts.term = options.environment["TERM", default: ""]
    let insists = options.glyphs.map { $0 != .ascii } ?? false
    facts.isUTF8 = cn_locale_is_utf8() || (insists && cn_locale_insist_on_utf8())
    let line = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    let alarm = cn_wake_open()
    guard line >= 0, alarm >= 0, cn_crash_remember_settings(line) else {
      throw .system(String(cString: strerror(errno)))
    }
    // Before newterm, which would otherwise catch SIGWINCH and SIGTSTP itself.
    let signals = cn_signals_install()
    do {
      try openScreen()
      return try configured(line: line, signals: signals, alarm: alarm)
    } catch {
      cn_crash_give_settings_back(line)
      cn_signals_restore()
      close(line)
      close(alarm)
      throw error
    }
  }

  private mutating func openScreen() throws(TerminalRefusal) {
    let names = TerminalChoice.candidates(facts.term)
    if names.isEmpty { throw .dumb(term: facts.term) }
    if openWithTruecolour() { return }
    for name in names where cn_open(name, STDIN_FILENO, STDOUT_FILENO) {
      facts.openedAs = name
      break
    }
    if facts.openedAs.isEmpty { throw .unknown(term: facts.term) }
    if facts.openedAs != facts.term {
      facts.notes.append(
        "the terminal type \(facts.term.isEmpty ? "(TERM is empty)" : facts.term) is unknown here; treated as "
          + facts.openedAs)
    }
    guard cn_capability("cup") != nil else {
      endwin()
      cn_close()
      throw .dumb(term: facts.term)
    }
  }

  /// Opens through our own entry where the terminal says that it can show 24-bit colours.
  private mutating func openWithTruecolour() -> Bool {
    guard allowed(.truecolour), let entry = TerminalChoice.truecolourEntry(options.environment),
      let folder = options.cacheFolder
    else { return false }
    do {
      let root = try entry.install(in: folder)
      let former = getenv("TERMINFO").map { String(cString: $0) }
      setenv("TERMINFO", root, 1)
      defer { if let former { setenv("TERMINFO", former, 1) } else { unsetenv("TERMINFO") } }
      guard cn_open(entry.name, STDIN_FILENO, STDOUT_FILENO) else { return false }
      facts.openedAs = entry.name
      return true
    } catch {
      facts.notes.append("no 24-bit colours: \(folder) cannot be written (\(error.localizedDescription))")
      return false
    }
  }

  private func allowed(_ depth: ColourDepth) -> Bool {
    let order = ColourDepth.allCases
    guard !TerminalChoice.forbidsColour(options.environment), options.colours != ColourDepth.none else { return false }
    guard let wanted = options.colours, let most = order.firstIndex(of: wanted), let place = order.firstIndex(of: depth)
    else { return true }
    return place <= most
  }

  private mutating func configured(line: Int32, signals: Int32, alarm: Int32) throws(TerminalRefusal) -> Parts {
    guard let pad = newpad(1, 1) else {
      endwin()
      cn_close()
      throw .system("out of memory")
    }
    cbreak()
    noecho()
    nonl()
    keepFlowControlKeys(line)
    intrflush(cn_stdscr(), false)
    typeahead(-1)
    set_escdelay(25)
    // A pad: reading keys from a window would refresh it, and so paint outside of our frames.
    keypad(pad, true)
    nodelay(pad, true)
    meta(pad, true)
    teachKeys()
    let hasDefaultColours = startColours()
    facts.reportsEvents = cn_capability("kmous") != nil
    facts.glyphs = TerminalChoice.glyphs(
      wanted: options.glyphs, isUTF8: facts.isUTF8, lineWidth: Int(cn_scalar_width(0x2502)), term: facts.term)
    return Parts(
      facts: facts, line: line, signals: signals, alarm: alarm, pad: pad, hasDefaultColours: hasDefaultColours)
  }

  /// ^S must not freeze the screen: nobody scrolls by flow control here.
  private func keepFlowControlKeys(_ line: Int32) {
    var settings = termios()
    guard tcgetattr(line, &settings) == 0 else { return }
    settings.c_iflag &= ~tcflag_t(IXON)
    tcsetattr(line, TCSANOW, &settings)
    def_prog_mode()
  }

  private func teachKeys() {
    for (index, key) in KeySequences.taught.enumerated() {
      define_key(key.sequence, KeySequences.firstCode + Int32(index))
    }
  }

  /// True when the terminal's own colours can be asked for.
  private mutating func startColours() -> Bool {
    guard allowed(.indexed8) else {
      facts.colourReason =
        TerminalChoice.forbidsColour(options.environment) ? "NO_COLOR is set" : "switched off by an option"
      return false
    }
    guard has_colors(), start_color() == OK else {
      facts.colourReason = "\(facts.openedAs) has no colours"
      return false
    }
    let most = TerminalChoice.depth(colours: Int(cn_colours()))
    facts.colours = ColourDepth.allCases.last { allowed($0) && rank($0) <= rank(most) } ?? .none
    facts.colourReason = "\(cn_colours()) colours by \(facts.openedAs)"
    return use_default_colors() == OK
  }

  private func rank(_ depth: ColourDepth) -> Int { ColourDepth.allCases.firstIndex(of: depth) ?? 0 }
}
