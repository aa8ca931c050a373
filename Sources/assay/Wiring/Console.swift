import Canvas
import Clocks
import Foundation
import JSON
import Reports

/// The standard streams as they are: whether they lead to a terminal, how wide it is, and what it can show.
struct Console: Sendable {
  let variables: [String: String]
  let writesToTerminal: Bool
  let readsFromTerminal: Bool

  static let standard = Console(
    variables: ProcessInfo.processInfo.environment, writesToTerminal: isatty(STDOUT_FILENO) == 1,
    readsFromTerminal: isatty(STDIN_FILENO) == 1)

  /// Escape sequences may be written.
  var isCapable: Bool { writesToTerminal && !["", "dumb"].contains(variables["TERM", default: ""]) }

  /// https://no-color.org: any text at all switches colours off.
  var allowsColour: Bool { isCapable && variables["NO_COLOR", default: ""].isEmpty }

  var ink: Ink { allowsColour ? .sixteen : .none }

  /// By the locale, as every program on the line decides it (POSIX: LC_ALL, then LC_CTYPE, then LANG).
  var isUTF8: Bool {
    let locale = (self.locale ?? "").lowercased()
    return locale.contains("utf-8") || locale.contains("utf8")
  }

  /// The environment says anything about the locale at all.
  var namesLocale: Bool { locale != nil }

  private var locale: String? {
    ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { variables[$0] }.first { !$0.isEmpty }
  }

  var glyphs: Glyphs {
    guard isUTF8 else { return .ascii }
    // The kernel's console has blocks and no braille.
    return writesToTerminal && variables["TERM"] == "linux" ? .blocks : .braille
  }

  /// Columns and rows of the terminal; nil where there is none or it does not say.
  var size: (columns: Int, rows: Int)? {
    var window = winsize()
    guard writesToTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return nil }
    return (Int(window.ws_col), max(1, Int(window.ws_row)))
  }

  /// The page for a report, as of `now`, with times as clocks of a zone show them.
  func page(now: Date = Date(), zone: DayZone = .utc) -> Page {
    var page = Page(width: size?.columns, glyphs: glyphs, now: now, zone: zone)
    page.drawingColumns = variables["COLUMNS"].flatMap { Int($0) } ?? page.drawingColumns
    return page
  }
}

extension Console {
  func print(_ lines: [StyledLine]) { Self.write(shown(ink.text(lines)), to: STDOUT_FILENO) }

  /// Output for programs: exact in a file or a pipe, made harmless on a terminal.
  @discardableResult
  func print(data text: String) -> Bool {
    Self.write(writesToTerminal ? TextSanitizer.text(text) : text, to: STDOUT_FILENO)
  }

  func print(_ json: JSONValue) { print(data: json.prettyText + "\n") }

  /// Escape sequences and all; for what redraws itself.
  func print(raw text: String) { Self.write(text, to: STDOUT_FILENO) }

  /// An error, on standard error.
  func complain(_ text: String) { explain("assay: " + text) }

  /// Words for the person that are no answer, on standard error.
  func explain(_ text: String) { Self.write(shown(TextSanitizer.text(text)) + "\n", to: STDERR_FILENO) }

  /// Our own typographic signs as ASCII where the locale has no others; what data say stays as it is.
  private func shown(_ text: String) -> String {
    guard !isUTF8 else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { "“”‘’–—…·".unicodeScalars.contains($0) ? Self.plain($0) : $0 }))
  }

  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(ASCIIFallback.byte(scalar.value))
  }

  /// All of it, also into a pipe that takes it in pieces. A reader that went away ends the program by SIGPIPE; where that
  /// is ignored, false says so.
  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count < 0 && errno != EINTR && errno != EAGAIN { return false }
        done += max(0, count)
      }
      return true
    }
  }
}
