import Foundation
import Operations

/// What the terminal shows.
struct TerminalExamination {
  let console: Console

  func findings() -> [Finding] { [terminal(), characters(), colours()] }

  private func terminal() -> Finding {
    let term = console.variables["TERM", default: ""]
    guard console.writesToTerminal else { return Finding("terminal", .ok, "none here: output is plain text") }
    guard console.isCapable else {
      return Finding(
        "terminal", .warn,
        term.isEmpty ? "TERM is not set: output is plain text" : "TERM=\(term) cannot place a cursor",
        remedy: "export TERM=xterm-256color")
    }
    let size = console.size.map { "\($0.columns)x\($0.rows)" } ?? "of unknown size"
    guard let size = console.size, size.columns < 80 || size.rows < 24 else {
      return Finding("terminal", .ok, "TERM=\(term), \(size)")
    }
    return Finding("terminal", .warn, "TERM=\(term), \(size.columns)x\(size.rows): the screens want 80x24 at least")
  }

  /// Reports go by the locale as it is; the dashboard takes C.UTF-8 where none is named, as its terminal shows it anyway.
  private func characters() -> Finding {
    guard !console.isUTF8 else { return Finding("characters", .ok, "UTF-8: braille charts, one glyph a state") }
    let reports = console.namesLocale ? "the locale is not UTF-8" : "no locale is set"
    let dashboard = console.namesLocale ? "reports and the dashboard are" : "reports are"
    let rest = console.namesLocale ? "" : "; the dashboard is drawn in UTF-8 all the same"
    return Finding(
      "characters", .warn, "\(reports): \(dashboard) drawn in ASCII\(rest)", remedy: "export LC_ALL=C.UTF-8")
  }

  private func colours() -> Finding {
    if !console.variables["NO_COLOR", default: ""].isEmpty { return Finding("colours", .ok, "off: NO_COLOR is set") }
    guard console.isCapable else { return Finding("colours", .ok, "off: output is plain text") }
    let deep = ["truecolor", "24bit"].contains(console.variables["COLORTERM", default: ""].lowercased())
    let term = console.variables["TERM", default: ""]
    let depth = deep ? "24 bits, by COLORTERM" : term.contains("256") ? "256, by TERM" : "16"
    return Finding("colours", .ok, depth)
  }
}
