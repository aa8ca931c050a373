import Canvas
import Operations
import Words

/// Log lines as text.
package enum LogText {
  package static func line(_ line: LogLine, _ page: Page) -> StyledLine {
    var text = StyledLine(MomentText.seconds(line.at, page) + "  ", .dim)
    text.append(TextFit.pad(line.level.short, to: 5) + "  ", role(line.level))
    if let step = line.step { text.append(step + "  ", .accent) }
    text.append(message(line))
    return text
  }

  /// Without the step's name at its beginning, which stands before it already.
  private static func message(_ line: LogLine) -> String {
    guard let step = line.step, line.message.hasPrefix(step) else { return line.message }
    let rest = line.message.dropFirst(step.count)
    guard let first = rest.first, first == ":" || first == " " else { return line.message }
    return String(rest.drop { $0 == ":" || $0 == " " })
  }

  private static func role(_ level: LogLevel) -> Role {
    switch level {
    case .error: .failed
    case .warning: .late
    case .info: .text
    case .debug, .trace: .dim
    }
  }
}
