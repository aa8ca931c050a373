import CNcurses

/// The bytes that switch what ncurses does not know: pastes, focus and mouse reports; and those that undo everything.
struct TerminalModes {
  /// Whether the terminal reports events at all. A vt100 or a console would print the requests or ignore them.
  let reportsEvents: Bool

  func on(mouse: Bool) -> String { reportsEvents ? "\u{1B}[?2004h\u{1B}[?1004h" + (mouse ? mouseOn : "") : "" }
  var off: String { reportsEvents ? "\u{1B}[?2004l\u{1B}[?1004l" + mouseOff : "" }
  /// Presses, releases and drags (1002), with SGR coordinates (1006) that have no limit.
  var mouseOn: String { reportsEvents ? "\u{1B}[?1002h\u{1B}[?1006h" : "" }
  var mouseOff: String { reportsEvents ? "\u{1B}[?1002l\u{1B}[?1006l" : "" }

  /// What a crash handler writes: everything off, then the terminal's own strings. Only valid while ncurses is open.
  func restore() -> String {
    let own = ["sgr0", "rmkx", "rmcup", "cnorm"].compactMap(Self.capability)
    // Without an alternate screen the cursor stands in the middle of old text.
    let line = cn_capability("rmcup") == nil ? "\r\n" : ""
    return off + own.map(Self.withoutPadding).joined() + line
  }

  private static func capability(_ name: String) -> String? {
    let value: UnsafePointer<CChar>? = cn_capability(name)
    return value.map { String(cString: $0) }
  }

  /// Terminfo writes pauses for slow terminals into its strings: `$<5/>`.
  static func withoutPadding(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "$<"), let end = rest[start.upperBound...].firstIndex(of: ">") {
      result += rest[..<start.lowerBound]
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
